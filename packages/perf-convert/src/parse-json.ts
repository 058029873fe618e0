/** The numbers of JavaScript, Python and C++ that JSON has no form for. */
const NO_NUMBER = /-?\b(?:NaN|nan|Infinity|inf)\b/g;
const QUOTE = 34;
const BACKSLASH = 92;
/** Start of the data file of github-action-benchmark. */
const DATA_JS = /^\s*window\.BENCHMARK_DATA\s*=/;

/**
 * Parses JSON. Bare `NaN` and `Infinity`, which Google Benchmark and Python write, become texts, and the `data.js` of
 * github-action-benchmark its object.
 *
 * @throws {SyntaxError} that says, for common mistakes, how to correct them.
 */
export function parseJson(text: string): unknown {
  const json = text.replace(DATA_JS, '');
  const whole = json === text ? text : json.replace(/;\s*$/, '');
  try {
    return JSON.parse(whole);
  } catch (error) {
    const quoted = quoteNoNumbers(whole);
    if (quoted !== whole && isJson(quoted)) return JSON.parse(quoted);
    throw mistaken(whole) ?? error;
  }
}

/** Puts quotes around what is no number outside of texts. A regular expression has no room for a text of megabytes. */
function quoteNoNumbers(json: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < json.length) {
    const quote = json.indexOf('"', at);
    const start = quote === -1 ? json.length : quote;
    const end = endOfText(json, start);
    parts.push(json.slice(at, start).replace(NO_NUMBER, '"$&"'), json.slice(start, end));
    at = end;
  }
  return parts.join('');
}

/** Returns the position behind a text that begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return json.length;
}

/** Recognises common mistakes and says how to correct them; null for any other text. */
function mistaken(text: string): SyntaxError | null {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length > 1 && lines.every(isJson)) {
    const isOfK6 = lines.every((line) => /"type":"(Metric|Point)"/.test(line));
    return new SyntaxError(
      isOfK6
        ? 'the samples of k6 run --out json: write a summary with k6 run --summary-export=FILE instead'
        : `${lines.length} JSON documents, one per line: convert them one by one`,
    );
  }
  return /^\s*\{\s*[A-Za-z_$][\w$]*\s*:/.test(text)
    ? new SyntaxError('it is the output of console.log: write JSON.stringify(value) instead')
    : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
