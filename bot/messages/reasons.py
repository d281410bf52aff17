"""Steps of the ladder and reasons why one was not sent, in words: a test holds that none is forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from bot.rules.reminders import Reason, Step

#: What a step is called in a list, after its hour.
STEPS: Mapping[Step, str] = {
    Step.SEVEN_DAYS: "permintaan konfirmasi, tujuh hari kerja sebelumnya",
    Step.THREE_DAYS: "permintaan konfirmasi, tiga hari kerja sebelumnya",
    Step.COORDINATION: "permintaan bantuan koordinasi, dua hari kerja sebelumnya",
    Step.ONE_DAY: "pengingat, satu hari kerja sebelumnya",
    Step.CALLS: "daftar telepon bagi petugas, satu hari kerja sebelumnya",
    Step.TWO_HOURS: "pengingat, dua jam sebelumnya",
    Step.REVEAL_TWO_HOURS: "cara bergabung, dua jam sebelumnya",
    Step.HOUR: "pengingat, satu jam sebelumnya",
    Step.REVEAL_HOUR: "cara bergabung, satu jam sebelumnya",
    Step.MINUTES: "pengingat, 15 menit sebelumnya",
}
SUBSTITUTE = "pertanyaan apakah ada yang mewakili"

#: After "tidak dikirim:".
REASONS: Mapping[Reason, str] = {
    Reason.LEWAT: "waktunya sudah lewat",
    Reason.SELESAI: "sesi sudah selesai",
    Reason.DIGANTIKAN: "pengingat yang lebih baru untuk sesi yang sama dikirim pada saat itu",
    Reason.WAKTU_BERUBAH: "waktu sesi berubah; pengingat untuk waktu yang baru disusun tersendiri",
    Reason.SESI_BATAL: "sesi dibatalkan",
    Reason.SESI_DITUNDA: "sesi ditunda dan waktunya belum ditetapkan",
    Reason.TIDAK_DIUNDANG: "jabatan ini tidak lagi diundang",
    Reason.SUDAH_MENJAWAB: "sudah ada jawaban",
    Reason.TIDAK_HADIR: "jawabannya Tidak hadir",
    Reason.TANPA_PENERIMA: "tidak ada pejabat terdaftar yang dapat dihubungi",
    Reason.LANGKAH_DIHAPUS: "petugas meniadakan pengingat ini untuk rapat tersebut",
    Reason.MENUNGGU_ARAHAN: "daerah ini menunggu arahan",
    Reason.SEMUA_MENJAWAB: "tidak ada jabatan lain di daerah ini yang belum menjawab",
    Reason.DIGABUNG: "isinya disampaikan dalam pengingat lain kepada orang yang sama",
}


#: The same where there is little room, as on the card Pengingat.
NAMES: Mapping[Step, str] = {
    Step.SEVEN_DAYS: "H-7, meminta konfirmasi",
    Step.THREE_DAYS: "H-3, meminta konfirmasi",
    Step.COORDINATION: "H-2, bantuan koordinasi",
    Step.ONE_DAY: "H-1, pengingat",
    Step.CALLS: "daftar telepon bagi petugas, bila ada yang belum menjawab",
    Step.TWO_HOURS: "2 jam sebelumnya",
    Step.REVEAL_TWO_HOURS: "2 jam sebelumnya, cara bergabung",
    Step.HOUR: "1 jam sebelumnya",
    Step.REVEAL_HOUR: "1 jam sebelumnya, cara bergabung",
    Step.MINUTES: "15 menit sebelumnya",
}


#: Why a step reached its reader, after "karena". Nothing here may point at another seat.
BECAUSE: Mapping[Step, str] = {
    Step.SEVEN_DAYS: "tujuh hari kerja sebelum sesi jawaban belum kami catat",
    Step.THREE_DAYS: "tiga hari kerja sebelum sesi jawaban belum kami catat",
    Step.COORDINATION: "dua hari kerja sebelum sesi konfirmasi dari daerah belum lengkap",
    Step.ONE_DAY: "sesi berlangsung pada hari kerja berikutnya",
    Step.CALLS: "jawaban belum kami catat satu hari kerja sebelum sesi",
    Step.TWO_HOURS: "sesi dimulai sekitar dua jam kemudian",
    Step.REVEAL_TWO_HOURS: "cara bergabung disampaikan dua jam sebelum sesi",
    Step.HOUR: "sesi dimulai sekitar satu jam kemudian",
    Step.REVEAL_HOUR: "cara bergabung disampaikan satu jam sebelum sesi",
    Step.MINUTES: "sesi segera dimulai",
}
#: The same for what is no step: how the key of a message begins.
KINDS: Mapping[str, str] = {
    "inv": "jabatan Bapak/Ibu diundang ke sesi itu",
    "mov": "waktu sesi berubah",
    "pos": "sesi ditunda dan waktunya belum ditetapkan",
    "set": "waktu sesi yang ditunda sudah ditetapkan",
    "exc": "jadwal sesi Bapak/Ibu ditukar",
    "agd": "susunan acara sesi berubah",
    "chg": "beberapa hal pada rapat itu berubah sekaligus",
    "lnk": "cara bergabung berubah setelah disampaikan",
    "can": "sesi dibatalkan atau tidak lagi dilaksanakan",
    "uni": "jabatan Bapak/Ibu tidak lagi diundang ke sesi itu",
    "wakil": "jawaban Bapak/Ibu Tidak hadir; apakah ada yang mewakili ditanyakan satu kali",
}
#: For any other message about a sitting.
ABOUT_IT = "ada perubahan atau kabar mengenai sesi itu"
