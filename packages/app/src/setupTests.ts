import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app loads its pages step by step, slowly on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
