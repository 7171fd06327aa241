import {Component, type ReactNode} from 'react';
import {piece} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {wrapped} from './lines.ts';
import {Rows} from './row.tsx';
import {said} from './said.ts';

type Props = {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  readonly children: ReactNode;
};
type State = {readonly error: Error | undefined};

/** Keeps a bug in one panel from taking the others down: a sentence stands where the panel would be. */
export class Boundary extends Component<Props, State> {
  override state: State = {error: undefined};

  static getDerivedStateFromError(error: unknown): State {
    return {error: error instanceof Error ? error : new Error(String(error))};
  }

  override render(): ReactNode {
    const {error} = this.state;
    if (!error) return this.props.children;
    const {title, width, height, glyphs, color} = this.props;
    const sentence = `${title} cannot be drawn: this is a bug in hotshard. The other panels work.`;
    const lines = [sentence, said(error.message, glyphs)]
      .flatMap(text => wrapped(text, Math.max(10, width - 2), 4, glyphs))
      .map(text => [piece(` ${text}`, 'warning')]);
    return <Rows lines={[[], ...lines]} height={height} color={color} />;
  }
}
