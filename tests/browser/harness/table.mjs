// The closing table: a line per story, a column per mode.

const COLUMNS = ['js', 'nojs'];

export function printTable(results) {
  const names = [...new Set(results.map((result) => result.name))];
  const width = Math.max(4, ...names.map(columns)) + 2;
  console.log(`\n  ${pad('物語', width)}${COLUMNS.map((mode) => pad(mode, 14)).join('')}`);
  for (const name of names) {
    const cells = COLUMNS.map((mode) => {
      const result = results.find((candidate) => candidate.name === name && candidate.mode === mode);
      if (!result) return '－';
      return `${result.problems.length === 0 ? '可' : '不可'} ${result.seconds.toFixed(1)}秒`;
    });
    console.log(`  ${pad(name, width)}${cells.map((cell) => pad(cell, 14)).join('')}`);
  }
  const failed = results.filter((result) => result.problems.length > 0).length;
  console.log(`\n  ${results.length} 回のうち ${results.length - failed} 回が可、${failed} 回が不可\n`);
}

/** Width in a terminal: a Japanese character takes two columns. */
const columns = (text) => [...text].reduce((sum, character) => sum + (character.codePointAt(0) < 0x2000 ? 1 : 2), 0);
const pad = (text, width) => text + ' '.repeat(Math.max(0, width - columns(text)));
