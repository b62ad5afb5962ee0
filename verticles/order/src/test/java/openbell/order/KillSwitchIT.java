package openbell.order;

import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static openbell.order.OrderPlatform.report;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import openbell.model.Addresses;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import openbell.wire.order.Order;
import openbell.wire.risk.AccountControls;
import openbell.wire.risk.AccountControlsReply;
import openbell.wire.risk.AccountControlsRequest;
import openbell.wire.risk.SetAccountControlsRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kill switches on a real Postgres; the test is the venue. */
class KillSwitchIT {
  private static final long RICH = 1_000_000_000_0000L;
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(1);

  private static AccountControls set(SetAccountControlsRequest.Builder request) {
    AccountControlsReply reply =
        await(platform.node.bus().request(Addresses.SET_ACCOUNT_CONTROLS, request.build()));
    return reply.getControls();
  }

  private static SetAccountControlsRequest.Builder of(long account) {
    return SetAccountControlsRequest.newBuilder()
        .setAccountId(account)
        .setSetBy(9)
        .setReason("a test");
  }

  private static AccountControls controls(long account) {
    var request = AccountControlsRequest.newBuilder().setAccountId(account).build();
    return await(
            platform.node.bus().<AccountControlsReply>request(Addresses.ACCOUNT_CONTROLS, request))
        .getControls();
  }

  private static List<Order> placeFive(long account) {
    var orders = new ArrayList<Order>();
    for (var i = 0; i < 5; i++) {
      orders.add(platform.accepted(limit(account, Side.SIDE_BUY, 1, "rest-" + i)));
    }
    return orders;
  }

  private static void venueCancels(List<Order> orders) {
    for (var order : orders) {
      eventually(
          "its cancel is asked for",
          () -> platform.get(order).getOrdStatus() == OrdStatus.ORD_STATUS_PENDING_CANCEL);
      platform.send(report(order, ExecType.EXEC_TYPE_CANCELED).setCmdNo(1));
    }
  }

  @Test
  void killSwitchStopsNewOrdersAndCancelsAllThatLive() {
    var account = platform.account(RICH, 0);
    var resting = placeFive(account);

    var after = set(of(account).setUserKillSwitch(true));

    assertThat(after.getUserKillSwitch()).isTrue();
    assertThat(after.getKillSwitch()).isFalse();
    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "late")))
        .isEqualTo("risk.account_blocked");
    assertThat(controls(account).getCancelling()).isTrue();
    venueCancels(resting);
    eventually("none lives", () -> controls(account).getOpenOrders() == 0);
    eventually("the switch's work is done", () -> !controls(account).getCancelling());
    set(of(account).setUserKillSwitch(false));
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "again"));
  }

  @Test
  void holderCannotUndoTheSwitchOfStaff() {
    var account = platform.account(RICH, 0);

    set(of(account).setKillSwitch(true));
    var after = set(of(account).setUserKillSwitch(false));

    assertThat(after.getKillSwitch()).isTrue();
    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "late")))
        .isEqualTo("risk.account_blocked");
  }

  @Test
  void workThatAnotherOwnerLeftIsGoneOnWith() {
    var account = platform.account(RICH, 0);
    var resting = placeFive(account);
    // As a process leaves it that dies right after the commit: nobody is nudged.
    platform.rows("SELECT * FROM ledger.set_flags($1, true, NULL, NULL, NULL)", account);
    platform.rows(
        "INSERT INTO orders.kill_switches (account_id, set_by, reason) VALUES ($1, 1, '')",
        account);

    venueCancels(resting);

    eventually("the work is done", () -> !controls(account).getCancelling());
    assertThat(controls(account).getOpenOrders()).isZero();
  }

  @Test
  void restrictedAndCloseOnlyAreSetWithoutCancelling() {
    var account = platform.account(RICH, 0);
    var resting = platform.accepted(limit(account, Side.SIDE_BUY, 1, "rests"));

    var closeOnly = set(of(account).setCloseOnly(true));

    assertThat(closeOnly.getCloseOnly()).isTrue();
    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "late")))
        .isEqualTo("risk.account_close_only");
    assertThat(set(of(account).setCloseOnly(false).setRestricted(true)).getRestricted()).isTrue();
    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "later")))
        .isEqualTo("risk.account_blocked");
    assertThat(controls(account).getCancelling()).isFalse();
    assertThat(platform.get(resting).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_NEW);
  }

  @Test
  void accountThatNobodyOpenedHasNoControls() {
    assertThat(set(of(987_654_321L).setKillSwitch(true)))
        .isEqualTo(AccountControls.getDefaultInstance());
    assertThat(controls(987_654_321L)).isEqualTo(AccountControls.getDefaultInstance());
  }
}
