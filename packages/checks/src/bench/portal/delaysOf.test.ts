import { delaysOf } from './delaysOf';

describe('the delays of a page', () => {
  it('are from each completion to the first frame that shows it, without those before the page', () => {
    expect(
      delaysOf(
        [100, 200, 300, 310, 400],
        [
          { done: 2, at: 250 },
          { done: 4, at: 350 },
        ],
      ),
    ).toEqual([50, 40]);
  });
});
