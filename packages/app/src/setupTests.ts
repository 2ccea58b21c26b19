import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app loads its pages piece by piece, on a busy machine slowly.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
