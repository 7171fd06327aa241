import type {Request, Work} from '../../../actions/action.ts';
import type {Problem} from '../../../aws/problem.ts';
import {readCsv} from './read-csv.ts';
import {readParquet} from './read-parquet.ts';
import {DamagedReport, type OnRow, type Report, type ReportFile} from './report.ts';
import {type Read, readFile, readRange} from './requests.ts';

export type Reading = {
  readonly report: Report;
  readonly withKeys: boolean;
  readonly work: Pick<Work<unknown>, 'send' | 'signal' | 'sleep'>;
  readonly onCall: () => void;
  /** The file is read from its beginning, perhaps once more: rows of it that came before do not count. */
  readonly onBegin: () => void;
  readonly onRow: OnRow;
};

/** A request whose answer was lost, or that came too soon, is sent again: reading twice changes nothing. */
const mostTries = 4;

class RequestFailed extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

/** Reads the rows of one file of a report; why that was not possible, or undefined. */
export async function readReportFile(file: ReportFile, reading: Reading): Promise<Problem | undefined> {
  const {report} = reading;
  try {
    await (report.format === 'CSV' ? readAll(file, reading) : readByColumns(file, reading));
    return undefined;
  } catch (error) {
    if (error instanceof RequestFailed) return error.problem;
    if (!(error instanceof DamagedReport)) throw error;
    const sentence = `The report of inventory ${report.id} cannot be counted: ${error.message}`;
    return {missing: 'failed', code: error.name, sentence};
  }
}

function readAll(file: ReportFile, reading: Reading): Promise<void> {
  const {report, withKeys, work, onBegin, onRow} = reading;
  const {signal} = work;
  const take = (body: AsyncIterable<Uint8Array>) => {
    onBegin();
    return readCsv(body, {columns: report.columns, file, withKeys, signal, onRow});
  };
  return patiently(readFile(report, file, signal, take), reading);
}

function readByColumns(file: ReportFile, reading: Reading): Promise<void> {
  const {report, withKeys, work, onBegin, onRow} = reading;
  const {signal} = work;
  onBegin();
  let tag: string | undefined;
  const read = async (from: number, to: number) => {
    const part = await patiently(readRange(report, file, {from, to, tag}, signal), reading);
    tag ??= part.tag;
    return part.bytes;
  };
  return readParquet({bytes: file.bytes, read, withKeys, signal, onRow});
}

async function patiently<Value>(
  request: Request<Read<Value>>,
  {work: {send, signal, sleep}, onCall}: Reading,
): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    onCall();
    const answer = await send(request);
    if (answer.ok) {
      if ('damaged' in answer.value) throw new DamagedReport(answer.value.damaged);
      return answer.value.value;
    }
    const {problem} = answer;
    const isPassing = problem.missing === 'throttled' || problem.uncertain === true;
    if (signal.aborted || !isPassing || tries === mostTries) throw new RequestFailed(problem);
    await sleep(500 * 2 ** tries);
  }
}
