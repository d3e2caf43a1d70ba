// Has Node's own HTTPS client reach AWS's services through the proxy that HTTPS_PROXY names: Node itself looks at no
// proxy, and AWS's older SDK and its module cfn-response use nothing else. Other hosts are reached as ever.
//
// Sources: https://nodejs.org/api/http.html#event-connect
//          https://nodejs.org/api/http.html#agentcreateconnectionoptions-callback
import http from "node:http";
import https from "node:https";

const AWS = /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)\.?$/i;
const PORT = 443;
const environment = process.env;

// A plain HTTP proxy, or none.
function proxy() {
  try {
    const url = new URL(environment.HTTPS_PROXY || environment.https_proxy);
    return url.protocol === "http:" ? url : undefined;
  } catch {
    return undefined;
  }
}

// Whether NO_PROXY names the host: `*`, the host, or a domain that it is in; with or without a port.
function isExcepted(host) {
  const name = host.toLowerCase().replace(/\.$/, "");
  return (environment.NO_PROXY || environment.no_proxy || "")
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/:443$/, "").replace(/^\*?\./, ""))
    .some((entry) => entry === "*" || (entry !== "" && (name === entry || name.endsWith("." + entry))));
}

function tunnel(through, to, done) {
  const headers = { Host: to };
  if (through.username) {
    const user = `${decodeURIComponent(through.username)}:${decodeURIComponent(through.password)}`;
    headers["Proxy-Authorization"] = "Basic " + Buffer.from(user).toString("base64");
  }
  const request = http.request({
    host: through.hostname.replace(/^\[|\]$/g, ""),
    port: through.port || 80,
    method: "CONNECT",
    path: to,
    headers,
    agent: false,
  });
  request.once("connect", (response, socket, rest) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      done(new Error(`The proxy answered ${response.statusCode} to CONNECT ${to}`));
      return;
    }
    if (rest.length > 0) {
      socket.unshift(rest);
    }
    done(null, socket);
  });
  // An answer that is no tunnel.
  request.once("response", (response) => {
    response.destroy();
    done(new Error(`The proxy answered ${response.statusCode} to CONNECT ${to}`));
  });
  request.once("error", done);
  request.end();
}

const direct = https.Agent.prototype.createConnection;

// Agents that are made by others, with options of their own, keep them: only the socket below their TLS is another.
// Those that have a socket, or a way of their own to make one, are left alone.
https.Agent.prototype.createConnection = function createConnection(options, callback) {
  const through = proxy();
  const plain =
    through === undefined ||
    environment.NODE_USE_ENV_PROXY ||
    typeof options !== "object" ||
    options === null ||
    typeof callback !== "function" ||
    options.socket ||
    options.socketPath ||
    this?.options?.proxyEnv ||
    Number(options.port) !== PORT ||
    !AWS.test(options.host ?? "") ||
    isExcepted(options.host);
  if (plain) {
    return direct.apply(this, arguments);
  }
  let told = false;
  const tell = (error, socket) => {
    if (!told) {
      told = true;
      callback(error, socket);
    }
  };
  tunnel(through, `${options.host}:${PORT}`, (error, socket) => {
    if (error) {
      tell(error);
      return;
    }
    let secured;
    try {
      secured = direct.call(this, { ...options, socket });
    } catch (e) {
      socket.destroy();
      tell(e);
      return;
    }
    tell(null, secured);
  });
  return undefined;
};
