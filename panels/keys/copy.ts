import {type Console, focusOf} from '../model.ts';

const shortened = (text: string): string => (text.length > 48 ? `${text.slice(0, 47)}…` : text);

/** Copies the next form of what is selected: its name, then its ARN, then the command that shows it. */
export function copyNext(console: Console): void {
  const {panel, scene, at} = focusOf(console);
  const forms = panel.copies(scene, at.selected);
  const id = forms.map(form => form.text).join(' ');
  const last = console.state.get().copied;
  const form = last?.id === id ? (last.form + 1) % forms.length : 0;
  const copied = forms[form];
  if (!copied) {
    console.state.set(state => ({...state, notice: 'there is nothing to copy here'}));
    return;
  }
  console.terminal.copy(copied.text);
  const next = forms[(form + 1) % forms.length];
  const more = next && forms.length > 1 ? `; again for the ${next.what}` : '';
  console.state.set(state => ({
    ...state,
    copied: {id, form},
    notice: `copied the ${copied.what} ${shortened(copied.text)}${more}`,
  }));
}
