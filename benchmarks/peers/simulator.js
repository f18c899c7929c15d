// The AppSync simulator with the application of app/, its function in this process.
//   node simulator.js PORT        ends with its standard input; prints "ready" when it listens
const { randomUUID } = require("node:crypto");
const { readFileSync } = require("node:fs");
const net = require("node:net");
const path = require("node:path");

// The simulator names no host and would listen everywhere.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number"
    ? listen.call(this, port, "127.0.0.1", ...rest.filter((each) => typeof each === "function"))
    : listen.call(this, port, ...rest);
};
// It warns of every event that a subscription's arguments filter out.
console.warn = () => {};

const {
  AmplifyAppSyncSimulator,
  AmplifyAppSyncSimulatorAuthenticationType: Authentication,
  RESOLVER_KIND,
} = require("@aws-amplify/amplify-appsync-simulator");

const message = (room, body, sender) => ({
  id: randomUUID(),
  room,
  body,
  sender,
  sentAt: new Date().toISOString(),
});

async function handler({ arguments: given, identity, info }) {
  switch (info.fieldName) {
    case "ping":
      return given.n;
    case "page":
      return Array.from({ length: given.size }, (_, n) =>
        message("page", `message ${n}`, identity.username),
      );
    case "sendMessage":
      return message(given.room, given.body, identity.username);
  }
}

// It refuses resolvers without templates: these send the same event, as far as it has its parts.
const request = `{
  "version": "2018-05-29",
  "operation": "Invoke",
  "payload": {
    "arguments": $util.toJson($ctx.arguments),
    "identity": $util.toJson($ctx.identity),
    "source": $util.toJson($ctx.source),
    "info": {
      "fieldName": "$ctx.info.fieldName",
      "parentTypeName": "$ctx.info.parentTypeName",
      "variables": $util.toJson($ctx.info.variables)
    }
  }
}`;
const response = `#if($ctx.error)$util.error($ctx.error.message,$ctx.error.type)#end
$util.toJson($ctx.result)`;

const resolver = (typeName, fieldName) => ({
  kind: RESOLVER_KIND.UNIT,
  typeName,
  fieldName,
  dataSourceName: "function",
  requestMappingTemplate: request,
  responseMappingTemplate: response,
});

const simulator = new AmplifyAppSyncSimulator({ port: Number(process.argv[2]) });
simulator.init({
  schema: { content: readFileSync(path.join(__dirname, "app", "schema.graphql"), "utf8") },
  dataSources: [{ type: "AWS_LAMBDA", name: "function", invoke: handler }],
  resolvers: [
    resolver("Query", "ping"),
    resolver("Query", "page"),
    resolver("Mutation", "sendMessage"),
  ],
  functions: [],
  mappingTemplates: [],
  tables: [],
  appSync: {
    name: "peers",
    defaultAuthenticationType: {
      authenticationType: Authentication.AMAZON_COGNITO_USER_POOLS,
      cognitoUserPoolConfig: {},
    },
    additionalAuthenticationProviders: [],
  },
});
simulator.start().then(() => console.log("ready"));
process.stdin.on("end", () => process.exit(0)).resume();
