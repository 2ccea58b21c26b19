export * from './StreamflixApi';
export * from './StreamflixClient';
