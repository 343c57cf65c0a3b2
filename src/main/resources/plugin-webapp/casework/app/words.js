/** Codes, amounts and measurements in the words of the trade. */

const ABBREVIATIONS = new Set(['kyc', 'ip', 'id', 'otp', 'sla', 'soc', 'atm', 'pin']);

const NAMES = {
  'high-risk': 'High risk',
  'medium-risk': 'Medium risk',
  'kyc-review': 'KYC review',
  'merchant-escalation': 'Merchant escalation',
  confirm_fraud: 'Confirm fraud',
  legit: 'Legitimate',
  partial: 'Partial',
  block: 'Block the payment',
  challenge: 'Challenge the customer',
  allow_with_review: 'Allow, then review',
};

const UNITS = { d: 'days', h: 'hours', min: 'min', s: 's' };

/** `payments_5_min`, `HIGH_AMOUNT` or `kyc-review` as a phrase. */
export function phrase(code) {
  const text = String(code ?? '');
  if (Object.hasOwn(NAMES, text)) {
    return NAMES[text];
  }
  if (/[^\w.:-]/.test(text)) {
    return text; // not a code: show it as it came
  }
  const words = text
    .replace(/(\d)(d|h|min|s)$/i, '$1_$2')
    .split(/[_.:-]+/)
    .filter(Boolean)
    .map((word, i, all) => {
      const lower = word.toLowerCase();
      if (ABBREVIATIONS.has(lower)) {
        return lower.toUpperCase();
      }
      return i > 0 && /^\d+$/.test(all[i - 1]) && Object.hasOwn(UNITS, lower) ? UNITS[lower] : lower;
    });
  const sentence = words.join(' ').replace(/ (\d+ (days|hours|min|s))$/, ', $1');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function money(amount, currency) {
  if (typeof amount !== 'number') {
    return 'amount unknown';
  }
  try {
    return amount
      .toLocaleString('en', { style: 'currency', currency, currencyDisplay: 'code' })
      .replace(/\u00a0/g, ' ');
  } catch {
    return `${measure(amount)} ${currency ?? ''}`.trim(); // a currency that no standard knows
  }
}

/** A fact's value; `{value, limit}` reads as a comparison. */
export function measure(value) {
  if (isMeasured(value)) {
    return `${measure(value.value)} (limit ${measure(value.limit)})`;
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value === 'number') {
    return value.toLocaleString('en', { maximumFractionDigits: 4 });
  }
  if (value === null || value === undefined || value === '') {
    return 'unknown';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function isMeasured(value) {
  return typeof value === 'object' && value !== null && 'value' in value && 'limit' in value;
}

/** Bytes as people say them. */
export function size(bytes) {
  const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : 2;
  return `${(bytes / 1000 ** step).toLocaleString('en', { maximumFractionDigits: 1 })} ${['B', 'kB', 'MB'][step]}`;
}

/** A country code with its name. */
export function country(code) {
  try {
    const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(code);
    return name === code ? code : `${name} (${code})`;
  } catch {
    return code;
  }
}
