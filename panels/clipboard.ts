const esc = '\u001b';

/**
 * The sequence that puts text on the clipboard of the machine in front of the user (OSC 52), also over SSH.
 * tmux and screen keep it to themselves unless it is wrapped; tmux that takes it bare gets it bare as well.
 */
export function clipboardSequence(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const bare = `${esc}]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
  if (environment.TMUX) return `${bare}${esc}Ptmux;${bare.replaceAll(esc, esc + esc)}${esc}\\`;
  if (environment.TERM?.startsWith('screen')) return `${esc}P${bare}${esc}\\`;
  return bare;
}
