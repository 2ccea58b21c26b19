import { parseTags } from './TagsField';

describe('parseTags', () => {
  it('reads a tag a line, with spaces around and = within the value', () => {
    expect(parseTags(' Team = video \n\nQuery=a=b\nEmpty=\nBare')).toEqual({
      Team: 'video',
      Query: 'a=b',
      Empty: '',
      Bare: '',
    });
  });
});
