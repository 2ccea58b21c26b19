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
          'The template has 51201 bytes, and CloudFormation takes at most 51200. Switch off parts of the environment, or shorten its tags. With a staging bucket (streamflix.staging.bucket, in the terminal --staging-bucket) it may have 1,048,576.',
      },
    ]);
  });

  it('may be a mebibyte when there is a bucket to take it through, and not a byte more', () => {
    expect(checkSize(1_048_576, 'templates')).toEqual([]);
    expect(checkSize(1_048_577, 'templates')).toEqual([
      {
        path: '',
        message:
          'The template has 1048577 bytes, and CloudFormation takes at most 1048576. Switch off parts of the environment, or shorten its tags.',
      },
    ]);
  });
});
