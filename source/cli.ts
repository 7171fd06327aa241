import {type Command, CommanderError} from 'commander';
import {OutputClosed, say} from './commands/print.ts';
import {createProgram} from './commands/program.ts';
import type {Surroundings} from './commands/surroundings.ts';
import {writeCrashReport} from './crash.ts';
import {silenceLibraries} from './silence.ts';
import {UsageError} from './usage-error.ts';

const exitUsage = 64;
const exitBug = 70;

/** Runs the program with these arguments; answers its exit code, whatever happens. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  silenceLibraries();
  let exitCode = 0;
  const program: Command = createProgram(surroundings, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, {from: 'user'});
    return exitCode;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // Commander has said it already: help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitUsage;
  if (error instanceof OutputClosed) return 0;
  if (error instanceof UsageError) {
    say(`hotshard: ${error.message}`);
    return exitUsage;
  }
  const report = writeCrashReport(error);
  const name = error instanceof Error ? error.message : String(error);
  say(`hotshard: this is a bug, and it ended the program: ${name}`);
  say(
    report === undefined
      ? String(error instanceof Error ? error.stack : error)
      : `What happened is in ${report}.`,
  );
  return exitBug;
}
