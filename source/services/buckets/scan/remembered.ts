import type {Session} from '../../../aws/session.ts';
import type {Position} from './engine.ts';

/** Where counts were stopped that no file was named for: a place holds keys, so it is on no disk and ends with us. */
const places = new WeakMap<Session, Map<string, Position>>();

type Counted = {readonly bucket: string; readonly prefix: string};

/** No bucket has a slash in its name. */
const nameOf = ({bucket, prefix}: Counted): string => `${bucket}/${prefix}`;

export const rememberedPlace = (session: Session, counted: Counted): Position | undefined =>
  places.get(session)?.get(nameOf(counted));

/** Without a position it is forgotten. */
export function rememberPlace(session: Session, counted: Counted, position: Position | undefined): void {
  const known = places.get(session) ?? new Map<string, Position>();
  places.set(session, known);
  if (position) known.set(nameOf(counted), position);
  else known.delete(nameOf(counted));
}
