import { asForm, problemsOf } from './FormDefaults';

describe('asForm', () => {
  it('leaves out what is not a setting, so that the form’s own summary is neither a difference nor a problem', () => {
    const settings = {
      suffix: 'dev-1',
      blueprint: 'complete',
      region: 'eu-west-2',
      owner: 'group:default/video',
      size: { service: { maxTasks: 7 } },
      advanced: { costCenter: 'media' },
      secrets: { database: 'streamflix/database' },
    };
    const form = asForm({
      ...settings,
      secrets: { ...settings.secrets, unlisted: ['apiKeys'] },
      changes: ['Maximum service tasks: 10 → 7'],
      ticket: 'A field that a portal added.',
    });
    expect(form).toEqual(settings);
    expect(problemsOf(form)).toEqual([]);
  });

  it.each([undefined, 'text', []])('takes %p as an empty form', formData => {
    expect(asForm(formData)).toEqual({});
  });
});
