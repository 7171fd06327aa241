/**
 * A line of the screen before it is drawn: pieces of text, each with what it means. The console paints the
 * meaning with a colour, `snapshot --format screen` leaves it out: what is said never depends on colour.
 */
export type Tone = 'plain' | 'quiet' | 'strong' | 'critical' | 'warning' | 'good' | 'accent' | 'selected';
export type Piece = {readonly text: string; readonly tone: Tone};
export type Line = readonly Piece[];

export const piece = (text: string, tone: Tone = 'plain'): Piece => ({text, tone});
export const lineText = (line: Line): string => line.map(part => part.text).join('');
