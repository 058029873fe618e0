/** The part of JSON Schema that `siteDataSchema` needs. */
export interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/**
 * Returns the first fault of a value with its place, such as `.runs[0].id: expected string, got 7`;
 * null when the value is valid.
 */
export type Check = (value: unknown) => string | null;

const KNOWN = new Set(
  'type const enum pattern minimum maximum properties required additionalProperties items anyOf'
    .split(' ')
    .concat('$schema', 'description', 'format', 'propertyNames'),
);

/**
 * Compiles a JSON Schema into a check, so that a million points are checked fast. Unknown
 * properties are accepted: a newer exporter may add some.
 *
 * @throws {TypeError} when the schema uses another keyword than those in `JsonSchema`.
 */
export function compileCheck(schema: JsonSchema): Check {
  const unknown = Object.keys(schema).find((keyword) => !KNOWN.has(keyword));
  if (unknown !== undefined) throw new TypeError(`JSON Schema keyword not understood: ${unknown}`);
  if (schema.anyOf !== undefined) return checkAnyOf(schema.anyOf.map(compileCheck));
  const checks: Check[] = [];
  if (schema.type !== undefined) checks.push(checkType([schema.type].flat()));
  if (schema.const !== undefined) checks.push(checkOneOf([schema.const]));
  if (schema.enum !== undefined) checks.push(checkOneOf(schema.enum));
  if (schema.pattern !== undefined) checks.push(checkPattern(new RegExp(schema.pattern, 'u')));
  if (schema.minimum !== undefined) checks.push(checkLimit(schema.minimum, 'at least'));
  if (schema.maximum !== undefined) checks.push(checkLimit(schema.maximum, 'at most'));
  if (schema.properties !== undefined) checks.push(checkProperties(schema));
  if (typeof schema.additionalProperties === 'object') {
    checks.push(checkValues(compileCheck(schema.additionalProperties)));
  }
  if (schema.items !== undefined) checks.push(checkItems(compileCheck(schema.items)));
  return (value) => {
    for (const check of checks) {
      const fault = check(value);
      if (fault !== null) return fault;
    }
    return null;
  };
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeof value;
}

function expected(wanted: string, value: unknown): string {
  return `: expected ${wanted}, got ${describe(value)}`;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeOf(value);
}

function checkType(types: string[]): Check {
  return (value) => {
    const actual = typeOf(value);
    const fits =
      types.includes(actual) || (types.includes('integer') && Number.isSafeInteger(value));
    return fits ? null : expected(types.join(' or '), value);
  };
}

function checkOneOf(allowed: unknown[]): Check {
  return (value) =>
    allowed.includes(value) ? null : expected(allowed.map(String).join(' or '), value);
}

function checkPattern(pattern: RegExp): Check {
  return (value) => (pattern.test(value as string) ? null : expected('another format', value));
}

function checkLimit(limit: number, side: 'at least' | 'at most'): Check {
  return (value) => {
    const inside = side === 'at least' ? (value as number) >= limit : (value as number) <= limit;
    return inside ? null : expected(`${side} ${limit}`, value);
  };
}

function checkProperties({ properties = {}, required = [] }: JsonSchema): Check {
  const checks = Object.entries(properties).map(
    ([key, schema]) => [key, compileCheck(schema), required.includes(key)] as const,
  );
  return (value) => {
    for (const [key, check, isRequired] of checks) {
      const property = (value as Record<string, unknown>)[key];
      if (property === undefined && !isRequired) continue;
      const fault = check(property);
      if (fault !== null) return `.${key}${fault}`;
    }
    return null;
  };
}

function checkValues(check: Check): Check {
  return (value) => {
    for (const [key, item] of Object.entries(value as object)) {
      const fault = check(item);
      if (fault !== null) return `.${key}${fault}`;
    }
    return null;
  };
}

function checkItems(check: Check): Check {
  return (value) => {
    const items = value as unknown[];
    for (let index = 0; index < items.length; index++) {
      const fault = check(items[index]);
      if (fault !== null) return `[${index}]${fault}`;
    }
    return null;
  };
}

function checkAnyOf(checks: Check[]): Check {
  return (value) => {
    let fault: string | null = null;
    for (const check of checks) {
      const found = check(value);
      if (found === null) return null;
      fault ??= found;
    }
    return fault;
  };
}
