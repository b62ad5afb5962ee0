// Exact decimals: strings of at most four digits after the point, as BigInt of 1/10,000.

const UNITS = 10_000n;

export function parse(text) {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,4}))?$/.exec(String(text).trim());
  if (!match) return null;
  const scaled = BigInt(match[2]) * UNITS + BigInt((match[3] || '').padEnd(4, '0'));
  return match[1] ? -scaled : scaled;
}

/** With thousands separators and two to four digits after the point. */
export function format(scaled) {
  const negative = scaled < 0n;
  const value = negative ? -scaled : scaled;
  const fraction = (value % UNITS).toString().padStart(4, '0').replace(/0{1,2}$/, '');
  const whole = (value / UNITS).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '−' : ''}${whole}.${fraction}`;
}

export const pretty = (text) => {
  const scaled = text === undefined || text === null ? null : parse(text);
  return scaled === null ? '–' : format(scaled);
};

/** Whole quantities, with thousands separators. */
export const count = (text) => String(text ?? '0').replace(/\B(?=(\d{3})+$)/g, ',');

/** a / b in percent, as text with two digits and a sign; display only. */
export function percent(part, whole) {
  if (!whole) return '';
  const hundredths = (part * 10_000n) / whole;
  const sign = hundredths > 0n ? '+' : hundredths < 0n ? '−' : '';
  const value = hundredths < 0n ? -hundredths : hundredths;
  return `${sign}${value / 100n}.${(value % 100n).toString().padStart(2, '0')} %`;
}
