import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app loads its pages one after another, which is slow on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(180_000);

if (typeof window !== 'undefined') {
  // jsdom cannot scroll; the form of a template scrolls to its top with each page.
  window.scrollTo = () => {};
  // Nothing has a size in jsdom, so nothing changes its size.
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // Without style sheets: jsdom looks through all of them for each style, and no test depends on one.
  const createElement = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) =>
    createElement(name === 'style' ? 'template' : name, options);
}
jest.mock('is-in-browser', () => ({ __esModule: true, default: false }));

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
