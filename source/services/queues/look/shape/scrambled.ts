const fewestLetters = 10;
/** The shortest that the pieces of a name in camel case are on average; a few of them can all be short. */
const shortestPieces = 3.2;
const shortestOfFew = 2.4;
const few = 5;
const longestPiece = 40;

/** Letters as nobody writes them: the pieces of `dBjftJeZCVP` are short, and no language has `aibtefwcbxdvsc`. */
export const isRandom = (word: string): boolean => word.split(/[^\p{L}]+/u).some(isScrambled);

/** By letter: those that hardly ever follow it in a word of English, nor in the names that programs are written in. */
const strangers: Readonly<Record<string, string>> = {
  a: 'ehjoq',
  b: 'bdfghkqvwxz',
  c: 'bdfgjmnpqvwxz',
  d: 'cfhjkmnqvxz',
  f: 'bcdghjkmnpqsvwxz',
  g: 'bcdfjkpqtvwxyz',
  h: 'bcdfghjknpqsvwxz',
  i: 'hijquwy',
  j: 'bcdfghijklmnpqrtvwxyz',
  k: 'bcdfghjkmpqtuvwxyz',
  l: 'ghjmnqrwxz',
  m: 'cdfghjknrtvwxz',
  n: 'jqrwx',
  o: 'hqz',
  p: 'bcfgjknqvwxyz',
  q: 'abcdefghijkmnopqrstvwxyz',
  r: 'jqxz',
  s: 'bgjrvxz',
  t: 'gjknqvxz',
  u: 'hjquvwxyz',
  v: 'bcdfghjklmnpqrstuvwxyz',
  w: 'bcdfgjkmpqtuvwxyz',
  x: 'bdfghjklmnoqrsuvwxyz',
  y: 'dfghjkqruvwxyz',
  z: 'bcdfghjklmnpqrstuvwxyz',
};
const fewestStrangers = 3;
/** Half of the pairs of random letters are strangers. */
const strangersShare = 0.25;

function isScrambled(letters: string): boolean {
  if (letters.length < fewestLetters) return false;
  const pieces = letters.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+/gu) ?? [];
  const shortest = pieces.length < few ? shortestOfFew : shortestPieces;
  if (letters.length / pieces.length < shortest) return true;
  return pieces.some(piece => piece.length > longestPiece || isUnpronounceable(piece.toLowerCase()));
}

function isUnpronounceable(piece: string): boolean {
  if (piece.length < fewestLetters) return false;
  let found = 0;
  for (let at = 1; at < piece.length; at += 1) {
    if (strangers[piece[at - 1] ?? '']?.includes(piece[at] ?? '')) found += 1;
  }
  return found >= Math.max(fewestStrangers, (piece.length - 1) * strangersShare);
}
