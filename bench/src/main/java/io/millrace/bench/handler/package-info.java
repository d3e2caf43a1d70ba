/// The functions that are measured, as a user would write them. They are zipped with the libraries that they use and
/// run by the server under test, so they see nothing of this module.
package io.millrace.bench.handler;
