import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app loads its pages one after another, which is slow on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(180_000);
