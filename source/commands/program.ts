import {Command, Option} from 'commander';
import packageJson from '../../package.json' with {type: 'json'};
import type {Action} from '../actions/action.ts';
import {failOnChoices} from '../report/exit-code.ts';
import {formats} from '../report/options.ts';
import {services} from '../services/index.ts';
import type {Service} from '../services/service.ts';
import {didYouMean} from '../text/nearest.ts';
import {UsageError} from '../usage-error.ts';
import {type Configured, configFor} from './config-for.ts';
import {atLeastOne, portNumber, positive, servicesNamed, timeSpan, wholeNumber} from './flag-values.ts';
import {manyOptions, prefixAsked} from './many/flags.ts';
import type {SnapshotFlags} from './snapshot.ts';
import type {Surroundings} from './surroundings.ts';
import {type DemoOptions, type DemoPace, demoTarget, realTarget, type Target} from './target.ts';
import {checkWordCount} from './word-count.ts';

type TargetOf = (config: Configured, signal: AbortSignal, pace: DemoPace) => Target;
type End = (exitCode: number) => void;

/** The table of commands. */
export function createProgram(surroundings: Surroundings, end: End): Command {
  const real: TargetOf = (config, signal) => realTarget(config, signal);
  const program = new Command('hotshard')
    .description(
      'What is wrong with the data pipelines of this AWS account, and how long until data is lost.',
    )
    .exitOverride()
    .enablePositionalOptions();
  addConsole(program, surroundings, real, end);
  add(program, snapshot(surroundings, real, end));
  add(program, act(surroundings, real, end));
  add(program, journal(surroundings, real, end));
  add(program, demo(surroundings, end));
  add(program, simulate(end));
  return program;
}

/** A command within another, which ends as that one does: with an error to catch, not the process. */
function add(parent: Command, child: Command): void {
  for (const each of [child, ...child.commands]) {
    for (const deepest of [each, ...each.commands]) deepest.exitOverride();
  }
  parent.addCommand(child);
}

/** The console itself; with no terminal on standard output, the table snapshot instead. */
function addConsole(command: Command, surroundings: Surroundings, targetOf: TargetOf, end: End): void {
  commonOptions(command)
    .argument('[command]')
    .usage('[options] [command]')
    .action(async (unknown: string | undefined, _options, self: Command) => {
      if (unknown !== undefined) {
        const names = self.commands.map(each => each.name());
        throw new UsageError(`There is no command named ${unknown}.${didYouMean(unknown, names)}`);
      }
      const config = await configFor(self, surroundings.keyTable);
      if (process.stdout.isTTY && !process.stdin.isTTY) {
        throw new UsageError('The console needs a keyboard: standard input is not a terminal.');
      }
      if (!process.stdout.isTTY) {
        const flags = {...plainSnapshot, format: 'table'} as const;
        return end(await runSnapshot(targetOf, config, flags));
      }
      const {consoleCommand} = await import('./console.ts');
      end(await consoleCommand(surroundings.openConsole, config, signal => targetOf(config, signal, 'runs')));
    });
}

const plainSnapshot: SnapshotFlags = {
  services,
  format: 'json',
  watchSeconds: undefined,
  count: undefined,
  output: undefined,
  failOn: 'warning',
  sample: false,
};

function snapshot({keyTable}: Surroundings, targetOf: TargetOf, end: End): Command {
  return commonOptions(new Command('snapshot'))
    .description(
      'Reads once, or every so many seconds, and prints what was read; the exit code is the status.',
    )
    .addOption(new Option('--panel <names>', 'only these parts, with commas').argParser(servicesNamed))
    .addOption(new Option('--format <format>', 'how it is written').choices(formats).default('json'))
    .addOption(seconds('--watch <seconds>', 'again every so many seconds, one document a line'))
    .addOption(new Option('--count <times>', 'how many times').argParser(atLeastOne))
    .option('--output <file>', 'write to this file, whole at every moment')
    .addOption(
      new Option('--fail-on <status>', 'from which status on the exit code says so')
        .choices(failOnChoices)
        .default('warning'),
    )
    .option('--sample', 'read bounded samples of records where writes are refused: hot key or hot range')
    .option('--schema', 'print the JSON Schema of the document')
    .action(async (options, self: Command) => {
      if (options.schema) {
        const {schemaCommand} = await import('./schema.ts');
        return end(await schemaCommand());
      }
      const flags: SnapshotFlags = {
        services: options.panel ?? services,
        format: options.format,
        watchSeconds: options.watch,
        count: options.count,
        output: options.output,
        failOn: options.failOn,
        sample: options.sample ?? false,
      };
      end(await runSnapshot(targetOf, await configFor(self, keyTable), flags));
    });
}

async function runSnapshot(targetOf: TargetOf, config: Configured, flags: SnapshotFlags): Promise<number> {
  const {snapshotCommand} = await import('./snapshot.ts');
  const stop = new AbortController();
  const target = targetOf(config, stop.signal, flags.sample ? 'leaps' : 'stands-still');
  try {
    return await snapshotCommand(target, config, flags, stop.signal);
  } finally {
    stop.abort();
    await target.close();
  }
}

function act(surroundings: Surroundings, targetOf: TargetOf, end: End): Command {
  const command = new Command('act').description(
    'Runs one action without the console. Without --yes it prints what it would do, and changes nothing.',
  );
  for (const service of services) {
    for (const action of service.actions) command.addCommand(actionCommand(service, action));
  }
  return command;

  function actionCommand(service: Service, action: Action): Command {
    const child = commonOptions(new Command(action.id)).description(action.describe);
    child.argument(action.matching ? '[resource]' : '<resource>', 'its name');
    if (action.matching) manyOptions(child, atLeastOne);
    if (action.on !== 'resource') {
      child.argument(action.on === 'part' ? '<part>' : '[part]', 'the part of it, a shard for one');
    }
    const positional = action.options.filter(option => option.positional);
    for (const {name, describe, required} of positional) {
      child.argument(required ? `<${name}>` : `[${name}]`, describe);
    }
    for (const {name, value, describe, positional: isArgument, flag} of action.options) {
      if (!isArgument) child.option(flag ? `--${name}` : `--${name} <${value.toLowerCase()}>`, describe);
    }
    return child
      .allowExcessArguments()
      .option('--dry-run', 'print the plan, change nothing')
      .option('--yes', 'do it')
      .option('--json', 'as JSON')
      .action(async () => {
        const options = child.opts();
        checkWordCount(child, action);
        const [name = '', ...rest] = child.args;
        const part = action.on === 'resource' ? undefined : rest.shift();
        // `--stop-at` is kept as `stopAt`.
        const keyOf = (flag: string) => child.options.find(each => each.name() === flag)?.attributeName();
        const values = Object.fromEntries(
          action.options.flatMap(option => {
            const value = option.positional ? rest.shift() : options[keyOf(option.name) ?? option.name];
            return value === undefined ? [] : [[option.name, value === true ? 'yes' : String(value)]];
          }),
        );
        const prefix = action.matching ? prefixAsked(name, options) : undefined;
        const stop = new AbortController();
        const config = await configFor(child, surroundings.keyTable);
        const target = targetOf(config, stop.signal, 'leaps');
        const {dryRun = false, yes = false, json = false} = options;
        const flags = {service, action, values, dryRun, yes, json};
        try {
          if (action.matching && prefix !== undefined) {
            const {actManyCommand} = await import('./act-many.ts');
            const {max: most, includeDestructive = false, junit} = options;
            const many = {matching: action.matching, prefix, most, includeDestructive, junit};
            return end(await actManyCommand(target, {...flags, ...many}));
          }
          const {actCommand} = await import('./act.ts');
          end(await actCommand(target, {...flags, name, part, ascii: config.ascii}));
        } finally {
          stop.abort();
          await target.close();
        }
      });
  }
}

function journal({keyTable}: Surroundings, targetOf: TargetOf, end: End): Command {
  return commonOptions(new Command('journal'))
    .description('What was done from this machine, newest first.')
    .addOption(new Option('--since <time>', 'only what began since then: 24h, 30m').argParser(timeSpan))
    .option('--json', 'as JSON')
    .action(async (options, self: Command) => {
      const {journalCommand} = await import('./journal.ts');
      const target = targetOf(await configFor(self, keyTable), new AbortController().signal, 'stands-still');
      end(await journalCommand(target, {sinceMs: options.since, json: options.json ?? false}));
    });
}

function demo(surroundings: Surroundings, end: End): Command {
  const command = scenarioOptions(new Command('demo'), 10)
    .description('The same, on a simulated AWS account in this process: no AWS account, no network.')
    .enablePositionalOptions();
  const targetOf: TargetOf = (config, signal, pace) =>
    demoTarget(config, {...(command.opts() as Omit<DemoOptions, 'pace'>), pace}, signal);
  addConsole(command, surroundings, targetOf, end);
  for (const make of [snapshot, act, journal]) {
    add(command, scenarioOptionsOfParent(make(surroundings, targetOf, end), command));
  }
  return command;
}

function simulate(end: End): Command {
  return commonOptions(scenarioOptions(new Command('simulate'), 1))
    .description('Serves the simulated account alone, for any AWS client, until it is told to stop.')
    .addOption(
      new Option('--port <number>', 'where to listen; any free port unless given').argParser(portNumber),
    )
    .action(async options => {
      const {simulateCommand} = await import('./simulate.ts');
      end(await simulateCommand(options));
    });
}

const scenarioOptions = (command: Command, speed: number): Command =>
  command
    .option(
      '--scenario <name>',
      'calm, black-friday, poison-pill, lagging-consumer, huge, cold-archive, throttled-account, expired-credentials, no-permissions, or the path of a .toml file',
      'black-friday',
    )
    .addOption(
      new Option('--seed <number>', 'the same seed, the same account').argParser(wholeNumber).default(1),
    )
    .addOption(
      new Option('--speed <factor>', 'how many times faster than real time')
        .argParser(positive)
        .default(speed),
    );

/** `demo --seed 7 snapshot` and `demo snapshot --seed 7` mean the same. */
function scenarioOptionsOfParent(command: Command, parent: Command): Command {
  command.option('--scenario <name>', 'as for demo');
  command.addOption(new Option('--seed <number>', 'as for demo').argParser(wholeNumber));
  command.addOption(new Option('--speed <factor>', 'as for demo').argParser(positive));
  for (const name of ['scenario', 'seed', 'speed']) {
    command.on(`option:${name}`, () => parent.setOptionValue(name, command.getOptionValue(name)));
  }
  return command;
}

/** What every command takes. */
const commonOptions = (command: Command): Command =>
  command
    .version(packageJson.version)
    .option('--profile <name>', 'the profile of the AWS config files')
    .option('--region <regions>', 'one region, or several with commas, side by side')
    .option('--endpoint-url <url>', 'send requests there')
    .addOption(seconds('--interval <seconds>', 'how often to refresh (60)'))
    .option('--read-only', 'no action is possible')
    .addOption(new Option('--budget <usd>', 'what watching may cost an hour (0.50)').argParser(positive))
    .option('--config <file>', 'instead of $XDG_CONFIG_HOME/hotshard/config.toml')
    .option('--no-color', 'bold and inverse only')
    .option('--ascii', 'no character beyond ASCII')
    .option('--slow', 'fewer frames, for slow links')
    .option('--no-incremental', 'redraw whole frames, for terminals with odd widths')
    .option('--log <file>', 'a line for each request');

const seconds = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(positive);
