import fc from 'fast-check';
import {expect, test} from 'vitest';
import {exampleOf} from '../../../../source/services/queues/look/example.ts';
import {shapeOf} from '../../../../source/services/queues/look/shape.ts';
import {message} from './messages.ts';

/** None of these words is a key, a word of the errors below, or one that a shape is described with. */
const names = fc.constantFrom(
  'Anneliese',
  'Krzysztof',
  'okonkwo',
  'Þórður',
  'Nguyễn',
  'MÜLLER',
  'Søren',
  'иванова',
);
const people = fc.tuple(names, names).map(both => both.join(' '));
const digits = fc.stringMatching(/^\d{4,19}$/);

/** What somebody owns: four characters or more, and no word that a program would say. */
const data = fc.oneof(
  names,
  people,
  digits,
  fc.uuid(),
  fc.stringMatching(/^[bdgkqvwxyz]{4,9}\.[bdgkqvwxyz]{4,9}@[bdgkqvwxyz]{5,9}\.example$/),
  fc.stringMatching(/^DE\d{2}( \d{4}){4} \d{2}$/),
  fc.stringMatching(/^\+49 \d{3} \d{7}$/),
  fc.stringMatching(/^[BDGK][bdgkqvwxyz]{5,8}straße \d{1,3}$/),
  fc.stringMatching(/^[BDGK]{3}-\d{4,8}$/),
  fc.stringMatching(/^[0-9a-f]{24}$/),
  fc.uint8Array({minLength: 24, maxLength: 40}).map(bytes => `q7${Buffer.from(bytes).toString('base64')}`),
  fc.stringMatching(/^\d{4}-(0[1-9]|1[0-2])-[12]\dT[01]\d:[0-5]\d:[0-5]\dZ$/),
  fc.stringMatching(/^https:\/\/[bdgkqvwxyz]{5,9}\.example\/[bdgkqvwxyz]{5,9}\?[bdgkqvwxyz]{5}=\d{4,8}$/),
  fc.stringMatching(/^arn:aws:s3:::[bdgkqvwxyz]{5,9}\/[bdgkqvwxyz]{5,9}$/),
);
const keys = fc.constantFrom(
  'id',
  'customer',
  'email',
  'iban',
  'amount',
  'lines',
  'address',
  'note',
  'paidAt',
  'token',
);
const documents = fc.letrec(tie => ({
  node: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    data,
    fc.integer({min: 1000}),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('node'), {maxLength: 3}),
  object: fc.dictionary(keys, tie('node'), {maxKeys: 4}),
}));

function valuesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(valuesIn);
}

/** The value, and each of its parts that is long enough to mean somebody. */
const partsOf = (value: string): readonly string[] =>
  [value, ...value.split(/[\s@./?=:+-]+/)].filter(
    part => part.length >= 4 && !/^(?:https?|example|aws)$/.test(part),
  );

function expectNothingOf(
  values: readonly string[],
  body: unknown,
  attributes: Readonly<Record<string, string>>,
) {
  const seen = message(body, {attributes});
  const shown = `${shapeOf(seen).text}\n${exampleOf(seen)}`;
  for (const value of values) {
    for (const part of partsOf(value)) expect(shown.toLowerCase()).not.toContain(part.toLowerCase());
  }
}

test('of a message that says nothing about a failure no value is shown', () => {
  fc.assert(
    fc.property(documents.object, fc.dictionary(keys, data, {maxKeys: 3}), (body, attributes) => {
      expectNothingOf([...valuesIn(body), ...Object.values(attributes)], body, attributes);
    }),
    {numRuns: 200, seed: 5},
  );
});

test('a document inside of a document is none the less taken apart, and a body of text told by its build alone', () => {
  fc.assert(
    fc.property(documents.object, data, data, (inner, one, other) => {
      expectNothingOf(valuesIn(inner), {note: JSON.stringify(inner)}, {});
      expectNothingOf([one, other], `${one};${other};x`, {});
      expectNothingOf([one, other], `Sehr geehrte Damen, ${one} und ${other}`, {});
      expectNothingOf([one, other], `<order><id>${one}</id><note>${other}</note></order>`, {});
    }),
    {numRuns: 60, seed: 6},
  );
});

const errors = fc.constantFrom(
  (value: string) => `"${value}" is invalid`,
  (value: string) => `cannot parse '${value}' as a number`,
  (value: string) => `customer ${value} not found`,
  (value: string) => `${value}: no such account`,
  (value: string) => `lookup failed (value=${value.replaceAll(' ', '_')})`,
  (value: string) =>
    `Error: bad input {"value": ${JSON.stringify(value)}} rejected\n    at ${value} (/srv/${value}.js:1:1)`,
  (value: string) => `java.lang.IllegalStateException: no rate for ${value}, tried ${value}`,
);
const places = fc.constantFrom(
  (error: string) => ({body: {error}}),
  (error: string) => ({body: {error: {code: 'E_FAILED', message: error}}}),
  (error: string) => ({body: {responsePayload: {errorType: 'Error', errorMessage: error}}}),
  (error: string) => ({body: {reason: error}}),
  (error: string) => ({body: {}, attributes: {ErrorMessage: error}}),
);

test('what an error says about somebody is not shown where the message holds it too', () => {
  fc.assert(
    fc.property(data, errors, places, keys, (value, error, place, key) => {
      const {body, attributes = {}}: {body: object; attributes?: Readonly<Record<string, string>>} = place(
        error(value),
      );
      expectNothingOf([value], {...body, order: {[key]: value}}, attributes);
    }),
    {numRuns: 400, seed: 8},
  );
});

test('what has digits, quotes or an @ is not shown even where only the error says it', () => {
  fc.assert(
    fc.property(
      data.filter(value => /[\d@]/.test(value) && !/straße/.test(value)),
      errors,
      places,
      (value, error, place) => {
        const {body, attributes = {}}: {body: object; attributes?: Readonly<Record<string, string>>} = place(
          error(value),
        );
        expectNothingOf([value], body, attributes);
      },
    ),
    {numRuns: 400, seed: 9},
  );
});

test('an example keeps keys, kinds and lengths', () => {
  const body = {
    id: '5f2c9a77-1b04-4c1d-8f3e-2f3e4a5b6c7d',
    customer: {email: 'anna@example.com', iban: 'DE89370400440532013000'},
    lines: [
      {sku: 'A-1', price: 12.5},
      {sku: 'B-2', price: 3},
    ],
    paid: true,
    note: null,
    'anna@example.com': 1,
  };
  expect(exampleOf(message(body, {attributes: {ErrorCode: '200'}}))).toBe(
    '{id: UUID 36, customer: {email: e-mail 16, iban: IBAN 22}, lines: [{sku: string 3, price: number} × 2], paid: boolean, note: null, …: number} with attributes {ErrorCode: digits 3}',
  );
});
