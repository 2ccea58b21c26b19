import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app loads its pages one after another, which is slow on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(180_000);

// jsdom cannot scroll; the form of a template scrolls to its top with each page.
if (typeof window !== 'undefined') window.scrollTo = () => {};

// A form that never settles fails instead of occupying the process for ever.
let writes = 0;
beforeEach(() => {
  writes = 0;
});
jest.mock('./form/useDerivedFormData', () => {
  const actual = jest.requireActual('./form/useDerivedFormData');
  return {
    useDerivedFormData: (
      value: unknown,
      isCurrent: boolean,
      onChange: (value: unknown) => void,
    ) =>
      actual.useDerivedFormData(value, isCurrent, (next: unknown) => {
        writes += 1;
        if (writes > 100)
          throw new Error(`Still writing: ${JSON.stringify(next)}`);
        onChange(next);
      }),
  };
});
