package openbell.launcher;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.Callable;
import openbell.embedded.StoresException;
import openbell.gateway.UserAdmin;
import openbell.ledger.LedgerVerticle;
import openbell.model.Addresses;
import openbell.runtime.Node;
import openbell.wire.ledger.OpenAccountReply;
import openbell.wire.ledger.OpenAccountRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user create} and {@code user grant}. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Users and their roles.",
    subcommands = {UserCommand.Create.class, UserCommand.Grant.class})
final class UserCommand {
  private static final Set<String> ROLES =
      Set.of("trader", "support", "risk", "ops", "admin", "auditor");
  private static final int SHORTEST_PASSWORD = 10;

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Adds a user with an empty account.")
  static final class Create implements Callable<Integer> {
    @Mixin private ConfigOptions options;

    @Parameters(paramLabel = "EMAIL", description = "The log-in.")
    private String email;

    @Option(names = "--role", defaultValue = "trader", description = "trader (default), admin, ...")
    private String role;

    @Option(
        names = "--password",
        required = true,
        interactive = true,
        arity = "0..1",
        description = "At least 10 characters; asked for when no value is given.")
    private String password;

    @Override
    public Integer call() throws StoresException {
      requireRole(role);
      if (!email.contains("@") || password.length() < SHORTEST_PASSWORD) {
        throw new LaunchException("A user needs an e-mail address and ten characters of password.");
      }
      return StoreTask.run(options.load(), this::create);
    }

    private Future<Integer> create(Node node) {
      return node.vertx()
          .deployVerticle(new LedgerVerticle(node))
          .compose(ledger -> new UserAdmin(node).create(email, password, role))
          .compose(
              account ->
                  account.isEmpty()
                      ? Future.failedFuture(new LaunchException(email + " is taken."))
                      : open(node, account.get()));
    }

    private Future<Integer> open(Node node, long accountId) {
      var request = OpenAccountRequest.newBuilder().setAccountId(accountId).build();
      return node.bus()
          .<OpenAccountReply>request(Addresses.LEDGER_OPEN_ACCOUNT, request)
          .map(
              opened -> {
                System.out.println("created " + email + ", account " + accountId);
                return 0;
              });
    }
  }

  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Gives a user one role more; tokens issued before keep theirs until they end.")
  static final class Grant implements Callable<Integer> {
    @Mixin private ConfigOptions options;

    @Parameters(paramLabel = "EMAIL", description = "The log-in.")
    private String email;

    @Parameters(paramLabel = "ROLE", description = "trader, support, risk, ops, admin or auditor.")
    private String role;

    @Override
    public Integer call() throws StoresException {
      requireRole(role);
      return StoreTask.run(
          options.load(),
          node ->
              new UserAdmin(node)
                  .grant(email, role)
                  .compose(
                      granted ->
                          granted
                              ? Future.succeededFuture(0)
                              : Future.failedFuture(
                                  new LaunchException("There is no user " + email + "."))));
    }
  }

  private static void requireRole(String role) {
    if (!ROLES.contains(role)) {
      throw new LaunchException("The role " + role + " is unknown; known are " + ROLES + ".");
    }
  }
}
