import type {Clock} from '../../clock.ts';

/** How long a client may go on with what it last learned of the account's time. */
const rememberedMs = 5 * 60_000;
const everyMs = 1000;

export type Span = {readonly from: number; readonly to: number};

/**
 * The times that count as now when a signature's date is checked: the machine's, and those that the account's
 * clock has shown within the last five minutes. A client corrects its clock from the last answer that it saw; at
 * sixty times the speed that is hours ago on the account's clock while it is minutes ago for the client.
 */
export function rememberShownTime(clock: Clock): () => readonly Span[] {
  let shown: {readonly wall: number; readonly account: number}[] = [];
  return () => {
    const wall = Date.now();
    const account = clock.now();
    const last = shown.at(-1);
    if (!last || wall - last.wall >= everyMs) {
      shown = [...shown.filter(one => wall - one.wall <= rememberedMs), {wall, account}];
    }
    const from = Math.min(account, shown[0]?.account ?? account);
    return [
      {from, to: account},
      {from: wall, to: wall},
    ];
  };
}
