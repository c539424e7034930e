// Days that are chosen far from today, so that a story goes the same way on every day of the year.
const DAY = 86_400_000;

/** A birth date of somebody who is about so many years old and has no birthday for months: `YYYY-MM-DD`. */
export function birthDate(years) {
  const at = new Date(Date.now() - 150 * DAY);
  return `${at.getUTCFullYear() - years}-${String(at.getUTCMonth() + 1).padStart(2, '0')}-15`;
}
