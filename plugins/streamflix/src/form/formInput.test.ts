import type * as FormInput from './formInput';

const form = '/create/templates/default/create-streamflix-environment';

/** The module as a page has it that was loaded at an address. */
function pageAt(address: string): typeof FormInput {
  window.history.replaceState({}, '', address);
  const load = { name: window.location.href };
  window.performance.getEntriesByType = () =>
    [load] as unknown as PerformanceEntryList;
  jest.resetModules();
  return jest.requireActual('./formInput');
}

describe('the input of a form', () => {
  const navigation = new EventTarget();
  beforeEach(() => {
    window.sessionStorage.clear();
    Object.assign(window, { navigation });
  });

  it('is there after the page was loaded again, once for each field', () => {
    const before = pageAt(form);
    before.keepInput('root_suffix', 'demo');
    before.keepInput('root_size', { service: { maxTasks: 7 } });
    expect(before.inputBeforeReload('root_suffix')).toBeUndefined();

    const after = pageAt(form);
    expect(after.inputBeforeReload('root_suffix')).toBe('demo');
    after.keepInput('root_suffix', 'demo');
    expect(after.inputBeforeReload('root_suffix')).toBeUndefined();
    expect(after.inputBeforeReload('root_size')).toEqual({
      service: { maxTasks: 7 },
    });
  });

  it('is not that of another form, nor of one that is opened within the page', () => {
    pageAt(form).keepInput('root_suffix', 'demo');
    const other = pageAt(`${form}?formData=1`);
    expect(other.inputBeforeReload('root_suffix')).toBeUndefined();

    const list = pageAt('/streamflix');
    window.history.replaceState({}, '', form);
    expect(list.inputBeforeReload('root_suffix')).toBeUndefined();
  });

  it('is forgotten when the user leaves the form', () => {
    pageAt(form).keepInput('root_suffix', 'demo');
    window.history.pushState({}, '', '/create/tasks/1');
    navigation.dispatchEvent(new Event('currententrychange'));
    expect(pageAt(form).inputBeforeReload('root_suffix')).toBeUndefined();
  });

  it.each(['{', 'null', '{"address":1}'])(
    'is empty when the storage holds %s',
    text => {
      window.sessionStorage.setItem('streamflix:form-input', text);
      expect(pageAt(form).inputBeforeReload('root_suffix')).toBeUndefined();
    },
  );
});
