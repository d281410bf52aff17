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

export const GUIDE = [
  {
    title: "Daftar dengan kode",
    who: { post: /^sek/i, region: /maros/i },
    does: [
      "Sekretaris Daerah Kabupaten Maros memegang surat undangan. Tekan tombol pada kartu surat itu.",
      "Jawab Setuju, periksa jabatan dan daerah, lalu tekan Benar.",
      "Petugas menerima kabar bahwa jabatan telah terisi. Kode lain dibuat petugas dengan /undang.",
    ],
  },
  {
    title: "Menanyakan capaian",
    who: INSPECTOR,
    fill: "/status",
    does: [
      "Kirim /status sebagai Inspektur Kota Bontang: delapan kriteria, yang di bawah ambang lebih dahulu.",
      "Tombol setiap kriteria membuka riwayat nilainya.",
      "Petugas dapat menanyakan daerah mana pun, misalnya /status maros.",
    ],
  },
  {
    title: "Rapat, undangan, dan pengingat",
    who: STAFF,
    fill: MEETING_FORM,
    does: [
      "Kirim formulir /rapat baru sebagai petugas, periksa kartu pratinjau, lalu tekan Terbitkan.",
      "Tekan Ke saat berikutnya. Buka percakapan para pejabat dan jawab undangannya, misalnya Hadir.",
      "Tekan Ke saat berikutnya lagi, atau Ke sesi rapat, untuk melihat pengingat.",
      "Perintah /cek pada akhir pesan resmi dapat diketuk untuk memeriksa keasliannya.",
    ],
  },
  {
    title: "Mencatat nilai",
    who: STAFF,
    fill: "/nilai",
    does: [
      "Kirim /nilai untuk mencatat satu nilai, atau lampirkan berkas CSV atau XLSX berisi banyak nilai.",
      "Periksa kartu hasil pemeriksaan, lalu tekan Konfirmasi.",
      "Bila nilai turun di bawah ambang yang sudah dikonfirmasi, Inspektur dan Sekretaris Daerah menerima pemberitahuan capaian pada jam kerja.",
    ],
  },
  {
    title: "Mengonfirmasi ambang",
    who: STAFF,
    fill: "/ambang",
    does: [
      "Kirim /ambang untuk melihat ambang setiap kriteria beserta dasarnya.",
      "Ambang yang belum dikonfirmasi hanya memberi tahu petugas. Administrator dapat mengonfirmasinya dari kartu itu.",
      "Setelah itu, catat sekali lagi nilai di bawah ambang dengan /nilai dan lihat bedanya.",
    ],
  },
];
