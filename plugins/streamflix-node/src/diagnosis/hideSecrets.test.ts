import { hideSecrets } from './hideSecrets';

describe('a line of a container’s log', () => {
  it.each([
    ['DB_PASSWORD=hunter2 PORT=80', 'DB_PASSWORD=[hidden]'],
    [
      'connect postgres://app:hunter2@db.example.com:5432/app',
      'connect postgres://[hidden]@db.example.com:5432/app',
    ],
    ['{"apiKey":"abc","port":1}', '{"apiKey":[hidden],"port":1}'],
    ['Authorization: Bearer abc.def', 'Authorization: [hidden]'],
    [
      '{"msg":"{\\"password\\":\\"hunter2\\",\\"a\\":1}"}',
      '{"msg":"{\\"password\\":[hidden],\\"a\\":1}"}',
    ],
    ['password => "hunter2"', 'password => [hidden]'],
    ['run --password hunter2 --port 1', 'run --password [hidden]'],
    ['password = correct horse battery', 'password = [hidden]'],
    ['password="ab\\" cd" x', 'password=[hidden] x'],
    ['password="two words', 'password=[hidden]'],
    ['postgres://u:pa/ss@host/db', 'postgres://[hidden]@host/db'],
    ['redis://u:x@y@host', 'redis://[hidden]@host'],
    ['Cookie: a=b; session=xyz', 'Cookie: [hidden]'],
    ['"passwords": ["a","b"]', '"passwords": [hidden]'],
    ['key AKIAIOSFODNN7EXAMPLE used', 'key [hidden] used'],
    [
      'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl sent',
      'token [hidden] sent',
    ],
    ['value wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'value [hidden]'],
    ['secret_token: "two words"', 'secret_token: [hidden]'],
  ])('hides what looks like a secret: %s', (line, expected) => {
    expect(hideSecrets(line)).toBe(expected);
  });

  it.each([
    'exec /usr/local/bin/streamlit: exec format error',
    'Error: connect ECONNREFUSED 10.0.1.12:5432',
    'FATAL: password authentication failed for user "app"',
    'Server listens on port 8080',
  ])('keeps what explains a failure: %s', line => {
    expect(hideSecrets(line)).toBe(line);
  });
});
