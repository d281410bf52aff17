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
const SECRETARY = { post: /^sek/i, region: /bontang/i };
const NEW_PHONE = { post: /^telepon baru/i, region: /^$/ };
const GROUP = { group: /bontang/i };

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
    title: "Bertanya kepada Dit. Permas",
    who: INSPECTOR,
    fill: "Kapan bimtek dimulai?",
    does: [
      "Kirim kalimat biasa sebagai Inspektur Kota Bontang; bot menawarkan untuk mengirimnya sebagai pertanyaan. Tekan Kirim.",
      "Buka percakapan petugas: kartu pertanyaan tampil. Balas kartu itu, atau tekan Jawab lalu tulis.",
      "Jawaban sampai atas nama Dit. Permas. Ini pengaduan, pada kartu, mengalihkan penanya dan menghapus isinya.",
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
    title: "Mengubah jadwal dan hari rapat",
    who: STAFF,
    fill: "/rapat 1",
    does: [
      "Setelah rapat diterbitkan, kirim /rapat 1, pilih Sesi 3 ▸, Tukar jadwal, Kabupaten Manggarai Barat, lalu Konfirmasi. Kedua daerah masing-masing membaca Semula dan Menjadi jadwalnya sendiri.",
      "Kirim /pratinjau 1 untuk melihat pesan yang akan datang, dan /mengapa kota bontang untuk melihat yang sudah atau tidak dikirim.",
      "Tekan Ke sesi rapat: Papan hari-H tersaji satu jam sebelumnya. Pilih Sudah bergabung sebagai pejabat, Tandai kehadiran sebagai petugas, dan sesudahnya Daftar hadir.",
    ],
  },
  {
    title: "Mengonfirmasi ambang",
    who: STAFF,
    fill: "/ambang",
    does: [
      "Kirim /ambang: ambang setiap kriteria beserta dasarnya. Selama belum dikonfirmasi, daerah tidak dikirimi pemberitahuan dan /status memberinya tanda bintang.",
      "Pilih Konfirmasi SPI. Yang berhak hanya administrator; di ruang latihan ini Pak Joko dan Pak Hasan.",
      "Kirim /ambang ubah 2026 calon spi 72: kartu menampilkan semula dan menjadi, dan daerah mana yang menjadi di bawah ambang. Setelah Konfirmasi, daerah itu membaca Perubahan ketentuan ambang, bukan pemberitahuan capaian. Kembalikan dengan /ambang ubah 2026 calon spi 68.",
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
  {
    title: "Serah terima jabatan",
    who: STAFF,
    fill: "/kontak maros",
    does: [
      "Kirim /kontak maros sebagai petugas, buka jabatan Inspektur, pilih Serah terima, lalu Serahkan sekarang.",
      "Tekan tautan kode yang dibuat, lalu pilih Lukman sebagai yang membukanya. Ia mendaftar dan menerima ringkasan; Tuti diberi tahu dan tidak lagi menerima pesan daerah.",
    ],
  },
  {
    title: "Ajudan dan wakil",
    who: SECRETARY,
    fill: "/wakil",
    does: [
      "Kirim /wakil sebagai Sekretaris Daerah Kota Bontang, lalu pilih Undang ajudan.",
      "Tekan tautan undangan itu dan pilih Dimas. Setelah petugas menyetujui, ia ikut menerima pesan dan dapat menjawab; jawabannya bertanda disampaikan oleh ajudan.",
      "Dengan cara yang sama Inspektur menunjuk Yuni sebagai wakil.",
    ],
  },
  {
    title: "Telepon baru",
    who: NEW_PHONE,
    does: [
      "Sari memakai akun Telegram lain. Tekan Mulai sebagai Sari (akun baru), pilih Setuju, lalu Sudah terdaftar, akun saya baru; ketik Bontang, pilih Inspektur dan Benar.",
      "Akun lama diberi tahu dan dapat menekan Bukan saya. Dua petugas memutuskan, yang kedua administrator, misalnya Pak Joko lalu Pak Hasan; sesudah itu semua jabatan berada pada akun baru dan akun lama tidak menerima apa pun lagi.",
      "Nomor telepon diberikan dengan Nomor telepon pada /data_saya. Kartu kontak orang lain, dari menu titik tiga, tidak diterima.",
    ],
  },
  {
    title: "Bot di dalam grup",
    who: GROUP,
    fill: "/status",
    does: [
      "Pada menu titik tiga pilih Masukkan bot ke grup. Di Koordinasi Kota Bontang yang menambahkan bukan petugas, sehingga bot langsung keluar.",
      "Ulangi di grup Tim Dit. Permas sebagai Bu Ratna, lalu pilih Izinkan sebagai Pak Joko. /grup menampilkan semua grup dan mencabut izinnya.",
      "Kirim /status maros di grup itu: jawabannya datang melalui percakapan pribadi. Data daerah tidak disampaikan di dalam grup.",
    ],
  },
  {
    title: "Cakupan, petugas, dan jejak",
    who: STAFF,
    fill: "/cakupan",
    does: [
      "Kirim /cakupan: siapa yang terjangkau, siapa yang belum dan mengapa, serta pesan WhatsApp yang siap disalin. Coba dahulu Blokir bot pada menu titik tiga seorang pejabat.",
      "Hapus akun Telegram seorang pejabat, lalu pilih Uji sambung: akun yang dihapus baru ketahuan saat dihubungi. Hasilnya memuat siapa yang perlu ditelepon.",
      "/petugas menambah petugas dan mengubah perannya; /audit menunjukkan siapa mengubah atau membaca apa.",
      "Pejabat melihat datanya dengan /data_saya dan keluar dengan /berhenti.",
    ],
  },
];
