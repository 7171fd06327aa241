import type {TransitionStorageClass} from '@aws-sdk/client-s3';

export type Move = {readonly to: TransitionStorageClass; readonly days: number};

/**
 * Where a lifecycle rule may move objects of a class. S3 user guide, "Transitioning objects using Amazon S3
 * Lifecycle": a waterfall, and nothing goes back up.
 */
const below: Readonly<Record<string, readonly TransitionStorageClass[]>> = {
  STANDARD: ['STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
};

const classes: readonly string[] = below.STANDARD ?? [];

export const canMove = (from: string, to: string): boolean => below[from]?.some(each => each === to) ?? false;

/** Objects there are billed as infrequently used, and have to be a month old first. */
const isInfrequent = (storageClass: string): boolean =>
  storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA';

/** Getting something back from there costs money, and from the last two time. */
export const isArchive = (storageClass: string): boolean =>
  storageClass === 'GLACIER_IR' || storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';

/** `GLACIER_IR@30,DEEP_ARCHIVE@180` */
export function parseMoves(
  text: string,
  option: string,
): {readonly moves: readonly Move[]} | {readonly wrong: string} {
  const moves: Move[] = [];
  for (const part of text.split(',')) {
    const [, to = '', days = ''] = /^([A-Za-z_]+)@(\d{1,6})$/u.exec(part.trim()) ?? [];
    const storageClass = to.toUpperCase();
    if (!isClass(storageClass)) {
      return {
        wrong: `${option} is CLASS@DAYS, several with commas between them, as in GLACIER_IR@30,DEEP_ARCHIVE@180; the classes are ${classes.join(', ')}.`,
      };
    }
    moves.push({to: storageClass, days: Number(days)});
  }
  return {moves};
}

const isClass = (text: string): text is TransitionStorageClass => classes.includes(text);

export const movesText = (moves: readonly Move[]): string =>
  moves.map(({to, days}) => `${to}@${days}`).join(',');

/** What AWS would refuse about them, or undefined. */
export function wrongMoves(moves: readonly Move[], option: string): string | undefined {
  for (const [index, {to, days}] of moves.entries()) {
    if (isInfrequent(to) && days < 30) {
      return `${option}: AWS moves nothing to ${to} before 30 days: say ${to}@30 or later.`;
    }
    const before = moves[index - 1];
    if (!before) continue;
    if (!canMove(before.to, to)) {
      return `${option}: nothing moves from ${before.to} to ${to}: AWS only moves down the waterfall; change the order or leave one out.`;
    }
    if (days <= before.days) {
      return `${option}: ${to}@${days} has to come after ${before.to}@${before.days}: give it more days.`;
    }
    if (isInfrequent(before.to) && isArchive(to) && days < before.days + 30) {
      return `${option}: objects stay in ${before.to} for at least 30 days: say ${to}@${before.days + 30} or later.`;
    }
  }
  return undefined;
}
