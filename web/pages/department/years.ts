// The year that the pages speak of: the one we are in.
export function thisYear(): string {
  return String(new Date().getFullYear());
}
