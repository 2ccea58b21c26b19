import { inputFromForm, type EnvironmentForm } from './inputFromForm';
import { resolveSpec } from './resolveSpec';

const identity = {
  suffix: 'dev-1',
  region: 'eu-west-2',
  blueprint: 'complete',
  owner: 'group:default/video',
} as const;

describe('inputFromForm', () => {
  it('merges what lies in size and advanced into one input, section by section', () => {
    expect(
      inputFromForm({
        ...identity,
        size: { service: { maxTasks: 6 }, database: { maxCapacity: 8 } },
        advanced: { service: { cpu: 1024 }, tags: { Team: 'video' } },
        secrets: { apiKeys: ['streamflix/api-keys'] },
      }),
    ).toEqual({
      ...identity,
      service: { maxTasks: 6, cpu: 1024 },
      database: { maxCapacity: 8 },
      tags: { Team: 'video' },
      secrets: { apiKeys: ['streamflix/api-keys'] },
    });
  });

  it('lets the setting outside win over size, and size over advanced', () => {
    const input = inputFromForm({
      ...identity,
      service: { maxTasks: 3 },
      size: { service: { maxTasks: 4, minTasks: 1 } },
      advanced: { service: { maxTasks: 5, minTasks: 2, cpuTarget: 60 } },
    });

    expect(input.service).toEqual({ maxTasks: 3, minTasks: 1, cpuTarget: 60 });
  });

  it('never lets a section change the suffix, target or owner of the environment', () => {
    const form = {
      ...identity,
      advanced: { suffix: 'other', region: 'us-east-1' },
    } as EnvironmentForm;

    expect(inputFromForm(form)).toEqual(identity);
  });

  it('treats emptied fields and sections as not given', () => {
    const form = {
      ...identity,
      size: {},
      advanced: {
        costCenter: '',
        observability: { alarmEmail: '' },
        account: undefined,
        tags: { Empty: '' },
      },
      secrets: undefined,
    };

    expect(inputFromForm(form)).toEqual({ ...identity, tags: { Empty: '' } });
  });

  it('takes a version that is a whole number as a text', () => {
    expect(
      inputFromForm({
        ...identity,
        advanced: { database: { version: 16 as unknown as string } },
      }),
    ).toEqual({ ...identity, database: { version: '16' } });
  });

  it('leaves what is no setting in place, so that it is reported with the rest', () => {
    const form = {
      ...identity,
      size: 'large',
      advanced: { servce: { cpu: 256 } },
    } as unknown as EnvironmentForm;

    expect(resolveSpec(inputFromForm(form))).toEqual({
      ok: false,
      problems: [
        {
          path: '',
          message: expect.stringMatching(
            /; 2 of the given ones are unknown\.$/,
          ),
        },
      ],
    });
  });

  it('leaves the form as it was', () => {
    const form = {
      ...identity,
      service: { maxTasks: 3 },
      size: { service: { minTasks: 1 } },
    };
    const before = JSON.stringify(form);

    inputFromForm(form);

    expect(JSON.stringify(form)).toBe(before);
  });
});
