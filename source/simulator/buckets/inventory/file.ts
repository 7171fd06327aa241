import type {Column} from './columns.ts';
import type {RowReader} from './rows.ts';

export type FileOptions = {
  readonly reader: RowReader;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** How large it has to be. */
  readonly size: number;
  /** After so many, whatever else waits has its turn. */
  readonly rowsAtOnce: number;
};
