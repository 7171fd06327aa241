export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says about the terminal; a wrong guess is what flags and the config file are for. */
export type TerminalTraits = {readonly ascii: boolean; readonly color: boolean};

/** The Linux console draws 256 or 512 characters, and hardly any block among them (console_codes(4)). */
const asciiTerminals = ['dumb', 'linux'];

export function terminalTraits(env: Environment): TerminalTraits {
  const terminal = env.TERM ?? '';
  return {
    ascii: asciiTerminals.includes(terminal) || !speaksUtf8(env),
    color: terminal !== 'dumb',
  };
}

/**
 * The first locale variable that is set decides, as in setlocale(3). Where none is set, as in most containers,
 * the terminal at the other end is still most likely one that speaks UTF-8.
 */
function speaksUtf8({LC_ALL, LC_CTYPE, LANG}: Environment): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find(value => value !== undefined && value !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}
