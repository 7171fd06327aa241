import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {asciiText, cell, displayWidth, plain} from '../../source/text/cell.ts';

/** Text as it comes from outside at its worst: any characters, with the hard ones often. */
const nastyText = fc
  .array(
    fc.oneof(
      fc.string({unit: 'binary', maxLength: 6}),
      fc.constantFrom(
        '日本',
        '👩‍👩‍👧‍👦',
        '🇩🇪',
        '🇩',
        'e\u0301',
        '\u0301',
        '\u0d4e',
        '\uff9e',
        '\u200d',
        '1\ufe0f\u20e3',
        '\ud800',
        '\u001b[31m',
        '\u001b]0;title\u0007',
        '\u001b]8;;https://example.com\u001b\\',
        '\u009b2J',
        '\u202e',
        '\r\n',
        '\t',
        'עברית',
        '한글',
        '\u1100',
      ),
    ),
    {maxLength: 12},
  )
  .map(parts => parts.join(''));

describe('plain', () => {
  test('a name cannot colour the screen, set the title or move the cursor', () => {
    expect(plain('\u001b[31morders\u001b[0m')).toBe('orders');
    expect(plain('\u001b]0;pwned\u0007orders')).toBe('orders');
    expect(plain('or\u001b[2Jders\u0007')).toBe('orders');
    expect(plain('\u001bP1$r\u001b\\orders')).toBe('orders');
  });

  test('an escape that never ends takes only itself away', () => {
    expect(plain('\u001b]orders')).toBe('orders');
  });

  test('lines become one line, and nothing turns the reading direction around', () => {
    expect(plain('one\r\ntwo\tthree')).toBe('one two three');
    expect(plain('a\u202eb\u2066c\u2069')).toBe('abc');
  });

  test('emoji that are joined stay joined', () => {
    expect(plain('👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦');
  });

  test('what is plain stays as it is', () => {
    fc.assert(fc.property(nastyText, text => plain(plain(text)) === plain(text)));
  });

  test('forty thousand openings that nothing closes take no time', () => {
    const began = performance.now();
    for (const opening of ['\u009d', '\u001b]', '\u001b[0', '\u0090a']) plain(opening.repeat(40_000));
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('no control character is left', () => {
    fc.assert(
      fc.property(nastyText, text => {
        expect(plain(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('cell', () => {
  test('short text is padded, long text is cut with an ellipsis', () => {
    expect(cell('orders', 8)).toBe('orders  ');
    expect(cell('orders', 8, 'right')).toBe('  orders');
    expect(cell('orders', 6)).toBe('orders');
    expect(cell('orders', 5)).toBe('orde…');
    expect(cell('orders', 5, 'left', {ascii: true})).toBe('orde~');
    expect(cell('orders', 1)).toBe('…');
    expect(cell('orders', 0)).toBe('');
  });

  test('a wide character is never cut in half', () => {
    expect(cell('日本語', 6)).toBe('日本語');
    expect(cell('日本語', 5)).toBe('日本…');
    expect(cell('日本語', 4)).toBe('日… ');
  });

  test('is exactly as wide as asked, whatever the text', () => {
    fc.assert(
      fc.property(
        nastyText,
        fc.nat({max: 30}),
        fc.constantFrom('left' as const, 'right' as const),
        fc.boolean(),
        (text, width, align, ascii) => {
          expect(displayWidth(cell(text, width, align, {ascii}))).toBe(width);
        },
      ),
      {numRuns: 1000},
    );
  });

  test('cells side by side are as wide as their sum', () => {
    fc.assert(
      fc.property(fc.array(nastyText, {maxLength: 5}), texts => {
        const line = texts.map(text => cell(text, 7)).join('  ');
        expect(displayWidth(line)).toBe(texts.length * 9 - (texts.length > 0 ? 2 : 0));
      }),
      {numRuns: 300},
    );
  });
});

describe('asciiText', () => {
  test('spells what has a spelling', () => {
    expect(asciiText('orders › 0007 … ≥ 3×')).toBe('orders > 0007 ... >= 3x');
    expect(asciiText('日e\u0301')).toBe('??');
  });

  test('is ASCII for any text', () => {
    fc.assert(fc.property(nastyText, text => /^[\x20-\x7e]*$/.test(asciiText(text))));
  });
});
