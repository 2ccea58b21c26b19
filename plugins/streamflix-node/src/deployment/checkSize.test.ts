import { checkSize } from './checkSize';

describe('the size of a template', () => {
  it('may be as large as CloudFormation takes it', () => {
    expect(checkSize(51_200)).toEqual([]);
  });

  it('is refused beyond that, with the size and what to do', () => {
    expect(checkSize(51_201)).toEqual([
      {
        path: '',
        message:
          'The template has 51201 bytes, and CloudFormation takes at most 51200. Switch off parts of the environment, or shorten its tags.',
      },
    ]);
  });
});
