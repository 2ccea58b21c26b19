import type * as FormInput from './formInput';

const form = '/create/templates/default/create-streamflix-environment';

let navigation: EventTarget & { currentEntry: { key: string } };

/** Goes to an entry in the history of the browser. */
function goTo(address: string, key: string) {
  window.history.replaceState({}, '', address);
  navigation.currentEntry = { key };
  navigation.dispatchEvent(new Event('currententrychange'));
}

/** The module as a page has it that was loaded at an address. */
function pageAt(address: string, key = 'a'): typeof FormInput {
  // Nothing of the page before listens any more.
  navigation = Object.assign(new EventTarget(), { currentEntry: { key } });
  Object.assign(window, { navigation });
  goTo(address, key);
  const load = { name: window.location.href };
  window.performance.getEntriesByType = () =>
    [load] as unknown as PerformanceEntryList;
  jest.resetModules();
  return jest.requireActual('./formInput');
}

describe('the input of a form', () => {
  beforeEach(() => {
    window.sessionStorage.clear();
  });

  it('is there after the page was loaded again', () => {
    const before = pageAt(form);
    before.keepInput('root_suffix', 'demo');
    before.keepInput('root_size', { service: { maxTasks: 7 } });
    expect(before.isFormReloaded()).toBe(false);

    const after = pageAt(form);
    expect(after.isFormReloaded()).toBe(true);
    expect(after.keptInput('root_suffix')).toBe('demo');
    after.keepInput('root_suffix', undefined);
    expect(after.keptInput('root_suffix')).toBeUndefined();
    expect(after.keptInput('root_size')).toEqual({ service: { maxTasks: 7 } });
  });

  it('is there after a sign-in, which makes another entry in the history', () => {
    pageAt(form).keepInput('root_suffix', 'demo');
    expect(pageAt(form, 'b').keptInput('root_suffix')).toBe('demo');
  });

  it('is there when the form is rendered again, and when the user comes back to it', () => {
    const page = pageAt(form);
    page.keepInput('root_suffix', 'demo');
    expect(page.keptInput('root_suffix')).toBe('demo');
    goTo('/settings', 'b');
    goTo(form, 'a');
    expect(page.keptInput('root_suffix')).toBe('demo');
    // Also when the other page was loaded again.
    const settings = pageAt('/settings', 'b');
    goTo(form, 'a');
    expect(settings.keptInput('root_suffix')).toBe('demo');
  });

  it('is not that of another form, nor of one that is opened again', () => {
    pageAt(form).keepInput('root_suffix', 'demo');
    const other = pageAt(`${form}?formData=1`);
    expect(other.keptInput('root_suffix')).toBeUndefined();

    const list = pageAt('/streamflix', 'b');
    goTo(form, 'c');
    expect(list.keptInput('root_suffix')).toBeUndefined();
  });

  it('is not revived by its address once the user has left the form', () => {
    pageAt(form).keepInput('root_suffix', 'demo');
    goTo('/create/tasks/1', 'b');
    expect(pageAt(form, 'c').keptInput('root_suffix')).toBeUndefined();
  });

  it('is kept for the last five visits', () => {
    const page = pageAt('/streamflix', 'list');
    const visits = ['1', '2', '3', '4', '5', '6'];
    for (const visit of visits) {
      goTo(form, visit);
      page.keepInput('root_suffix', `demo-${visit}`);
    }
    const kept = visits.map(visit => {
      goTo(form, visit);
      return page.keptInput('root_suffix');
    });
    expect(kept).toEqual([
      undefined,
      ...['2', '3', '4', '5', '6'].map(visit => `demo-${visit}`),
    ]);
  });

  it.each(['{', 'null', '[{"address":1}]'])(
    'is empty when the storage holds %s',
    text => {
      window.sessionStorage.setItem('streamflix:form-input', text);
      expect(pageAt(form).keptInput('root_suffix')).toBeUndefined();
    },
  );
});
