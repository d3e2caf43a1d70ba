// Handlers of the older kind, which answer by a callback.
'use strict';

exports.echo = (event, context, callback) => {
  setTimeout(() => callback(null, event), 1);
};

exports.fail = (event, context, callback) => {
  callback(new RangeError('asked to fail'));
};

// A timer still runs when the answer is there: the answer waits for it only when told to, as by default.
exports.early = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setInterval(() => {}, 1000);
  callback(null, 'early');
};
