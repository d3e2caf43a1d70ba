// Asynchronous handlers. Firehose's verdicts are those of ../java8's Enricher.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';

export const echo = async (event, context) => ({
  event,
  functionName: context.functionName,
  functionVersion: context.functionVersion,
  invokedFunctionArn: context.invokedFunctionArn,
  awsRequestId: context.awsRequestId,
  memoryLimitInMB: context.memoryLimitInMB,
  remainingTimeInMillis: context.getRemainingTimeInMillis(),
});

export const environment = async () => process.env;

// Prints its input's `text` to both outputs, and answers how often this process was called.
let calls = 0;
export const say = async ({ text }) => {
  console.log(`out: ${text}`);
  console.error(`err: ${text}`);
  return ++calls;
};

// Writes a line for each call to the file OUT, and does not go on before there is the file GATE.
async function gate(line) {
  appendFileSync(process.env.OUT, line + '\n');
  while (!existsSync(process.env.GATE)) await new Promise((resolve) => setTimeout(resolve, 10));
}

// Leaves its input's `text` in the file OUT, when it comes and when it may go.
export const mark = async ({ text }, { awsRequestId }) => {
  await gate(`came ${awsRequestId} ${text}`);
  appendFileSync(process.env.OUT, `went ${awsRequestId} ${text}\n`);
};

export const gated = async (event) => {
  await gate('came');
  return transform(event);
};

export const transform = async (event) => ({ records: event.records.map(verdict) });

function verdict({ recordId, data }) {
  const line = Buffer.from(data, 'base64').toString();
  if (line.includes('drop')) return { recordId, result: 'Dropped', data };
  if (line.includes('fail')) return { recordId, result: 'ProcessingFailed', data };
  return { recordId, result: 'Ok', data: Buffer.from('node:' + line).toString('base64') };
}

// One record that it cannot stand takes the whole call with it.
export const poisoned = async (event) => {
  const answer = await transform(event);
  if (event.records.some(({ data }) => Buffer.from(data, 'base64').toString().includes('poison'))) {
    throw new TeapotError('poisoned');
  }
  return answer;
};

// Answers that break Firehose's contract, one per kind of line; see TransformIT.
export const unruly = async (event) => ({
  records: event.records.flatMap(({ recordId, data }) => {
    const line = Buffer.from(data, 'base64').toString();
    if (line.includes('missing')) return [];
    if (line.includes('repeated')) return [{ recordId, result: 'Ok', data }, { recordId, result: 'Ok', data }];
    if (line.includes('unknown')) return [{ recordId: 'nobody', result: 'Ok', data }];
    if (line.includes('verdict')) return [{ recordId, result: 'Fine', data }];
    if (line.includes('base64')) return [{ recordId, result: 'Ok', data: '***' }];
    return [{ recordId, result: 'Ok', data }];
  }),
});

class TeapotError extends Error {
  name = 'TeapotError';
}

export const faults = async (event) => {
  const fault = process.env.FAULT ?? event.fault;
  switch (fault) {
    case 'throw':
      throw new TeapotError('asked to throw');
    case 'reject':
      return Promise.reject('asked to reject');
    case 'exit':
      return process.exit(7);
    case 'hang':
      return new Promise(() => setInterval(() => {}, 1000));
    case 'spin':
      for (;;);
    case 'late':
      return new Promise((resolve) => setTimeout(() => resolve({ fault }), 1_500));
    case 'flood':
      return { fault: 'x'.repeat(7 << 20) };
    case 'print': {
      const line = 'x'.repeat(9_999) + '\n';
      for (let i = 0; i < 10_000; i++) {
        if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
      return { fault };
    }
    case 'garbage':
      return 'no records here';
    case 'child': {
      const child = spawn('sleep', ['300'], { stdio: 'inherit' });
      child.unref();
      return { fault: String(child.pid) };
    }
    default:
      return { fault: 'none' };
  }
};
