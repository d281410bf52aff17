/** What the help panel offers to try. `who` finds the person by post and region; `fill` is put in the text field. */

const MEETING_FORM = `/rapat baru
Judul: Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026
Surat: B/1234/DKM.02/80-83/03/2025
Sesi: 11-03-2025 09.00-11.30 WIB; Kabupaten Bangka Tengah
Sesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang
Sesi: 12-03-2025 09.00-11.30 WIB; Kabupaten Maros
Sesi: 12-03-2025 13.00-15.30 WIB; Kabupaten Manggarai Barat
Tautan: https://zoom.us/j/90000000000
ID rapat: 900 0000 0000
Kode sandi: Bontang25`;

const STAFF = { post: /petugas|permas|admin/i, region: /^$/ };
const INSPECTOR = { post: /^inspektur/i, region: /bontang/i };
const STRANGER = { post: /orang luar/i, region: /^$/ };

// Not a published figure: its source says so, in the notice too.
const PRACTICE_VALUE = "/nilai maros spi 2024 66,5 terbit 22-01-2025 sumber nilai latihan";

export const GUIDE = [
  {
    title: "Daftar dengan kode",
    who: { post: /^sek/i, region: /maros/i },
    does: [
      "Sekretaris Daerah Kabupaten Maros memegang surat undangan. Tekan Buka tautan dan mulai pada kartu surat itu.",
      "Pilih Setuju, periksa jabatan dan daerah, lalu pilih Benar.",
      "Petugas menerima kabar bahwa jabatan telah terisi. Kode lain dibuat petugas dengan /undang.",
    ],
  },
  {
    title: "Menanyakan capaian",
    who: INSPECTOR,
    fill: "/status",
    does: [
      "Kirim /status sebagai Inspektur Kota Bontang: delapan kriteria, yang di bawah ambang lebih dahulu.",
      "Tombol bernomor membuka riwayat nilai setiap kriteria.",
      "Petugas dapat menanyakan daerah mana pun, misalnya /status maros.",
    ],
  },
  {
    title: "Rapat, undangan, dan pengingat",
    who: STAFF,
    fill: MEETING_FORM,
    does: [
      "Kirim formulir ini sebagai petugas, periksa pratinjau, lalu pilih Terbitkan.",
      "Tekan Ke saat berikutnya: undangan terbit tiga puluh detik kemudian. Buka percakapan para pejabat dan jawab, misalnya Hadir.",
      "Tekan Ke sesi rapat: pengingat tiga hari kerja sebelumnya, sehari sebelumnya, dan 15 menit sebelumnya terkirim di sepanjang jalan.",
      "Perintah /cek di akhir pesan resmi dapat diketuk untuk memeriksa keasliannya.",
    ],
  },
  {
    title: "Mengonfirmasi ambang",
    who: STAFF,
    fill: "/ambang",
    does: [
      "Kirim /ambang: ambang setiap kriteria beserta dasarnya. Selama belum dikonfirmasi, daerah tidak dikirimi pemberitahuan dan /status memberinya tanda bintang.",
      "Pilih Konfirmasi SPI. Yang berhak hanya administrator; di ruang latihan ini Pak Joko.",
    ],
  },
  {
    title: "Mencatat nilai di bawah ambang",
    who: STAFF,
    fill: PRACTICE_VALUE,
    does: [
      "Kirim nilai latihan ini, periksa kartu hasil pemeriksaan, lalu pilih Konfirmasi. Berkas CSV atau XLSX berisi banyak nilai diperiksa dengan cara yang sama.",
      "Pada jam kerja setempat Inspektur Kabupaten Maros menerima pemberitahuan capaian, dan Sekretaris Daerah tembusannya; bila perlu, tekan Ke saat berikutnya.",
      "Jawab sebagai Inspektur dengan Rencana atau Nilai keliru. Lalu catat nilai yang lebih tinggi sebagai petugas, misalnya 70,2, dan lihat pemberitahuan itu ditarik.",
    ],
  },
  {
    title: "Daftar tanpa kode",
    who: STRANGER,
    does: [
      "Tekan Mulai sebagai orang luar, kirim /daftar, pilih Setuju, daerah, dan jabatan, lalu Benar.",
      "Petugas memutuskan dengan Setujui atau Tolak. Sebelum itu, data daerah tidak ditampilkan.",
    ],
  },
];
