/** Who says what on the pictures. */

export const PEOPLE = [
  'Alice Moreau',
  'Bob Lindqvist',
  'Carol Okafor',
  'Noor Haddad',
  'Émile Durand',
  'Tomás Vidal',
];

export const LINES: readonly (readonly [string, string])[] = [
  ['Bob', 'Morning! The staging stack is up since last night.'],
  ['Bob', 'Cold starts are at 410 ms now, down from a full second.'],
  ['Carol', 'Lovely. What did it take?'],
  [
    'Bob',
    'Mostly compiled bytecode in the bundle, and one import fewer on the hot path. I wrote it down here: https://docs.example.com/cold-starts (two pages, with the measurements).',
  ],
  ['Alice', 'Reading it now'],
  ['Alice', '👏👏'],
  ['Noor', 'One question: does that hold on arm64 as well?'],
  ['Bob', 'Yes, even a little better.'],
  ['+', ''],
  ['Tomás', 'Hi everyone, good to be here 👋'],
  ['Carol', 'Welcome Tomás! We were just celebrating a number.'],
  [
    'Alice',
    'Plan for today:\n1. Freeze the schema\n2. Walk through the sign-up once more\n3. Cake',
  ],
  ['Tomás', 'I like a plan that ends that way.'],
  ['Émile', 'I can take the sign-up. Noor, would you look over my shoulder around three?'],
  ['Noor', 'Gladly. Three works.'],
  ['Carol', 'Then I freeze the schema, and nobody adds “just one field” after lunch 😄'],
  ['Alice', 'Agreed. I am writing the release notes meanwhile.'],
  ['Bob', 'Train is entering the tunnel, back in ten minutes.'],
  ['Alice', 'Go ahead, nothing gets lost.'],
  ['Bob', 'Out again. Everything arrived, and in order 🚇'],
];
