// A real OpenID provider for the tests: logs in whoever the test names, and says what the test wants of them.
// node provider.mjs PORT REDIRECT_URI ; prints "ready" when it listens.
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = {
  kari: { email: "kari@town.example", email_verified: true, groups: ["torg-front"] },
  unverified: { email: "kari@town.example", email_verified: false, groups: [] },
  stranger: { email: "stranger@town.example", email_verified: true, groups: ["torg-admins"] },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "torg",
      client_secret: "a secret: with / signs",
      redirect_uris: [redirect],
      post_logout_redirect_uris: [new URL("/nb/desk/login/", redirect).href],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], profile: ["groups"], email: ["email", "email_verified"] },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/as/${interaction.uid}` },
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
});

// The test names the person in the cookie "who"; there is nothing to click.
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/as/")) return next();
  const { prompt, params } = await provider.interactionDetails(ctx.req, ctx.res);
  const who = ctx.cookies.get("who", { signed: false }) ?? "kari";
  let result;
  if (prompt.name === "login") result = { login: { accountId: who } };
  else {
    const grant = new provider.Grant({ accountId: who, clientId: params.client_id });
    grant.addOIDCScope("openid profile email");
    result = { consent: { grantId: await grant.save() } };
  }
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
