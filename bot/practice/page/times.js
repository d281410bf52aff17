/** Dates and clocks as Indonesian text, always in a named zone and never in the browser's own. */

export const ZONES = [
  ["WIB", "Asia/Jakarta"],
  ["WITA", "Asia/Makassar"],
  ["WIT", "Asia/Jayapura"],
];

const formats = new Map();

function format(moment, zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

function parts(moment, zone, options) {
  const found = format(moment, zone, options).formatToParts(moment);
  return Object.fromEntries(found.map((part) => [part.type, part.value]));
}

/** "Senin, 3 Maret 2025" */
export function dayText(moment, zone) {
  const { weekday, day, month, year } = parts(moment, zone, {
    weekday: "long", day: "numeric", month: "long", year: "numeric",
  });
  return `${weekday}, ${day} ${month} ${year}`;
}

/** "08.00" */
export function clockText(moment, zone) {
  const { hour, minute } = parts(moment, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${hour}.${minute}`;
}

/** "2025-03-03", to compare days and to fill a date field */
export function dayKey(moment, zone) {
  const { year, month, day } = parts(moment, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${year}-${month}-${day}`;
}

/** Whether the two moments fall on different days in the two zones. */
export const otherDay = (moment, zone, reference) => dayKey(moment, zone) !== dayKey(moment, reference);

/** A date-time field's value ("2025-03-10T09:00") read as WIB, which has no summer time. */
export const wibMoment = (fieldValue) => new Date(`${fieldValue}:00+07:00`);

export const wibFieldValue = (moment) =>
  `${dayKey(moment, "Asia/Jakarta")}T${clockText(moment, "Asia/Jakarta").replace(".", ":")}`;
