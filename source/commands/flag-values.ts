import {InvalidArgumentError} from 'commander';
import {services} from '../services/index.ts';
import {didYouMean} from '../text/nearest.ts';
import {parseQuantity} from '../text/quantity.ts';

/** What is typed after a flag, understood; a word to whoever typed it where it is not. */
export function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number))
    throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('It must be a whole number.');
  return number;
}

export function timeSpan(text: string): number {
  const ms = /[a-z]/.test(text) ? parseQuantity(text) : undefined;
  if (ms === undefined || ms <= 0) throw new InvalidArgumentError('It must be a time such as 24h or 30m.');
  return ms;
}

export function atLeastOne(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError('It must be at least 1.');
  return number;
}

export function portNumber(text: string): number {
  const number = wholeNumber(text);
  if (number > 65_535) throw new InvalidArgumentError('A port is at most 65535.');
  return number;
}

export function servicesNamed(text: string) {
  const names = services.map(({id}) => id);
  return text.split(',').map(name => {
    const service = services.find(({id}) => id === name.trim());
    if (!service) {
      throw new InvalidArgumentError(
        `There is no part named ${name}.${didYouMean(name, names)} The parts are ${names.join(', ')}.`,
      );
    }
    return service;
  });
}
