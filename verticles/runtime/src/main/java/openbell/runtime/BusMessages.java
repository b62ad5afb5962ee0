package openbell.runtime;

import com.google.protobuf.Message;
import java.util.List;
import openbell.wire.feed.FeedFailOverReply;
import openbell.wire.feed.FeedFailOverRequest;
import openbell.wire.feed.FeedStatus;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.EndedSessionsReply;
import openbell.wire.gateway.EndedSessionsRequest;
import openbell.wire.gateway.SessionEnded;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;
import openbell.wire.ledger.AccountQuery;
import openbell.wire.ledger.EventsReply;
import openbell.wire.ledger.EventsRequest;
import openbell.wire.ledger.FundsReply;
import openbell.wire.ledger.OpenAccountReply;
import openbell.wire.ledger.OpenAccountRequest;
import openbell.wire.ledger.PortfolioReply;
import openbell.wire.ledger.VerifyReply;
import openbell.wire.ledger.VerifyRequest;
import openbell.wire.marketdata.EncodedDepthBatch;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.TradeBatch;
import openbell.wire.order.CancelAllReply;
import openbell.wire.order.CancelAllRequest;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.CancelTriggerRequest;
import openbell.wire.order.ExplainOrderReply;
import openbell.wire.order.ExplainOrderRequest;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.GetTriggerRequest;
import openbell.wire.order.ListOrdersReply;
import openbell.wire.order.ListOrdersRequest;
import openbell.wire.order.ListTriggersReply;
import openbell.wire.order.ListTriggersRequest;
import openbell.wire.order.ModifyTriggerRequest;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.OrderHistoryReply;
import openbell.wire.order.OrderHistoryRequest;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.order.PreviewReply;
import openbell.wire.order.ReplaceOrderRequest;
import openbell.wire.order.TriggerReply;
import openbell.wire.risk.AccountControlsReply;
import openbell.wire.risk.AccountControlsRequest;
import openbell.wire.risk.AccountLimitsReply;
import openbell.wire.risk.AccountLimitsRequest;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.HaltsReply;
import openbell.wire.risk.HaltsRequest;
import openbell.wire.risk.RiskChangeReply;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingReply;
import openbell.wire.risk.RiskStandingRequest;
import openbell.wire.risk.RulesReply;
import openbell.wire.risk.RulesRequest;
import openbell.wire.risk.SetAccountControlsRequest;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/** The closed list of what may cross the event bus. */
final class BusMessages {
  private BusMessages() {}

  static List<Message> all() {
    return List.of(
        QuoteBatch.getDefaultInstance(),
        TradeBatch.getDefaultInstance(),
        EncodedDepthBatch.getDefaultInstance(),
        FeedStatus.getDefaultInstance(),
        FeedFailOverRequest.getDefaultInstance(),
        FeedFailOverReply.getDefaultInstance(),
        VenueMarketData.getDefaultInstance(),
        VenueSnapshotRequest.getDefaultInstance(),
        PlaceOrderRequest.getDefaultInstance(),
        PreviewReply.getDefaultInstance(),
        CancelAllRequest.getDefaultInstance(),
        CancelAllReply.getDefaultInstance(),
        CancelOrderRequest.getDefaultInstance(),
        ReplaceOrderRequest.getDefaultInstance(),
        OrderHistoryRequest.getDefaultInstance(),
        OrderHistoryReply.getDefaultInstance(),
        OrderReply.getDefaultInstance(),
        GetOrderRequest.getDefaultInstance(),
        GetOrderReply.getDefaultInstance(),
        ExplainOrderRequest.getDefaultInstance(),
        ExplainOrderReply.getDefaultInstance(),
        ListOrdersRequest.getDefaultInstance(),
        ListOrdersReply.getDefaultInstance(),
        NewTriggerRequest.getDefaultInstance(),
        ModifyTriggerRequest.getDefaultInstance(),
        CancelTriggerRequest.getDefaultInstance(),
        GetTriggerRequest.getDefaultInstance(),
        ListTriggersRequest.getDefaultInstance(),
        ListTriggersReply.getDefaultInstance(),
        TriggerReply.getDefaultInstance(),
        CheckOrdersRequest.getDefaultInstance(),
        CheckOrdersReply.getDefaultInstance(),
        AccountControlsReply.getDefaultInstance(),
        AccountControlsRequest.getDefaultInstance(),
        AccountLimitsReply.getDefaultInstance(),
        AccountLimitsRequest.getDefaultInstance(),
        HaltsReply.getDefaultInstance(),
        HaltsRequest.getDefaultInstance(),
        RiskChangeReply.getDefaultInstance(),
        RiskChangeRequest.getDefaultInstance(),
        RiskStandingReply.getDefaultInstance(),
        RiskStandingRequest.getDefaultInstance(),
        RulesReply.getDefaultInstance(),
        RulesRequest.getDefaultInstance(),
        SetAccountControlsRequest.getDefaultInstance(),
        OpenAccountRequest.getDefaultInstance(),
        OpenAccountReply.getDefaultInstance(),
        AccountQuery.getDefaultInstance(),
        FundsReply.getDefaultInstance(),
        PortfolioReply.getDefaultInstance(),
        EventsRequest.getDefaultInstance(),
        EventsReply.getDefaultInstance(),
        VerifyRequest.getDefaultInstance(),
        VerifyReply.getDefaultInstance(),
        SearchRequest.getDefaultInstance(),
        SearchReply.getDefaultInstance(),
        SessionRequest.getDefaultInstance(),
        SessionReply.getDefaultInstance(),
        EndedSessionsRequest.getDefaultInstance(),
        EndedSessionsReply.getDefaultInstance(),
        SessionEnded.getDefaultInstance(),
        ApiRequest.getDefaultInstance(),
        ApiReply.getDefaultInstance());
  }
}
