// Asks for objects by Node's own client, in the ways that libraries use it, and says what came.
import https from "node:https";

const get = (url, options = {}) =>
  new Promise((resolve) => {
    const request = https.get(url, options, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => resolve(response.statusCode + (/<Code>(\w+)/.exec(body)?.[1] ?? "")));
    });
    request.on("error", (e) => resolve(e.code ?? e.message));
  });

const url = "https://s3.us-east-1.amazonaws.com/clicks/a";
const keeping = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: true });
console.log("default", await get(url));
console.log("no agent", await get(url, { agent: false }));
console.log("twice", await get(url, { agent: keeping }), await get(url, { agent: keeping }));
console.log("side by side", ...(await Promise.all([1, 2, 3].map(() => get(url, { agent: keeping })))));
console.log("distrust", await get(url, { agent: new https.Agent({ checkServerIdentity: () => new Error("distrusted") }) }));
console.log("other port", await get("https://s3.us-east-1.amazonaws.com:1/clicks/a", { lookup: (host, options, done) => done(new Error("looked up")) }));
console.log("other host", await get("https://amazonaws.com.example/a", { lookup: (host, options, done) => done(new Error("looked up")) }));
process.env.NO_PROXY = "127.0.0.1, .amazonaws.com";
console.log("excepted", await get(url, { agent: new https.Agent(), lookup: (host, options, done) => done(new Error("looked up")) }));
delete process.env.NO_PROXY;
process.env.HTTPS_PROXY = "http://127.0.0.1:1";
console.log("no proxy there", await get(url, { agent: new https.Agent() }));
