/** Every rule, in the order of their ids. */
import type { Rule } from '../rule.ts'
import { allServersDown } from './all-servers-down.ts'
import { answersNotRetried } from './answers-not-retried.ts'
import { applicationEndsFirst } from './application-ends-first.ts'
import { authFailureAs500 } from './auth-failure-as-500.ts'
import { badValue } from './bad-value.ts'
import { bareHttpCheck } from './bare-http-check.ts'
import { bodyLimitSmall } from './body-limit-small.ts'
import { buffersInconsistent } from './buffers-inconsistent.ts'
import { checkMissing } from './check-missing.ts'
import { checkPortMismatch } from './check-port-mismatch.ts'
import { checkRefusesRedirect } from './check-refuses-redirect.ts'
import { checkSniMissing } from './check-sni-missing.ts'
import { checkWithoutTls } from './check-without-tls.ts'
import { clientCertificateMissing } from './client-certificate-missing.ts'
import { connectTimeoutUnfit } from './connect-timeout-unfit.ts'
import { connectionLimitWithoutQueue } from './connection-limit-without-queue.ts'
import { connectionsNotKept } from './connections-not-kept.ts'
import { defeatedResolver } from './defeated-resolver.ts'
import { dockerHostUnknown } from './docker-host-unknown.ts'
import { duplicateDirective } from './duplicate-directive.ts'
import { duplicateName } from './duplicate-name.ts'
import { emptyUpstream } from './empty-upstream.ts'
import { errorPageWithoutPage } from './error-page-without-page.ts'
import { errorfileMissing } from './errorfile-missing.ts'
import { failsWithoutEffect } from './fails-without-effect.ts'
import { failureAsSuccess } from './failure-as-success.ts'
import { foreignBindAddress } from './foreign-bind-address.ts'
import { fragmentAsMain } from './fragment-as-main.ts'
import { frontendWithoutBind } from './frontend-without-bind.ts'
import { gatewayBackendTlsMissing } from './gateway-backend-tls-missing.ts'
import { gatewayH2cUndeclared } from './gateway-h2c-undeclared.ts'
import { gatewayReferencegrantMissing } from './gateway-referencegrant-missing.ts'
import { gatewayTimeoutOrder } from './gateway-timeout-order.ts'
import { grpcWithoutHttp2 } from './grpc-without-http2.ts'
import { handlerNeverReached } from './handler-never-reached.ts'
import { haproxyRequestTimeoutMissing } from './haproxy-request-timeout-missing.ts'
import { haproxyServerWithoutPort } from './haproxy-server-without-port.ts'
import { haproxyTimeoutsMissing } from './haproxy-timeouts-missing.ts'
import { headerBufferSmall } from './header-buffer-small.ts'
import { headersCutOff } from './headers-cut-off.ts'
import { healthcheckPortMismatch } from './healthcheck-port-mismatch.ts'
import { hostHeaderIsUpstreamName } from './host-header-is-upstream-name.ts'
import { httpRuleInTcpMode } from './http-rule-in-tcp-mode.ts'
import { inactiveService } from './inactive-service.ts'
import { ingressAnnotationWrongController } from './ingress-annotation-wrong-controller.ts'
import { ingressBackendProtocolInvalid } from './ingress-backend-protocol-invalid.ts'
import { ingressBackendProtocolMismatch } from './ingress-backend-protocol-mismatch.ts'
import { ingressClassMissing } from './ingress-class-missing.ts'
import { ingressProxyBodySize } from './ingress-proxy-body-size.ts'
import { ingressProxyBufferSize } from './ingress-proxy-buffer-size.ts'
import { ingressTimeoutAnnotationInvalid } from './ingress-timeout-annotation-invalid.ts'
import { ingressWebsocketTimeout } from './ingress-websocket-timeout.ts'
import { k8sAppBindsLoopback } from './k8s-app-binds-loopback.ts'
import { k8sBackendNotFound } from './k8s-backend-not-found.ts'
import { k8sBackendPortMismatch } from './k8s-backend-port-mismatch.ts'
import { k8sDockerResolver } from './k8s-docker-resolver.ts'
import { k8sEndpointsPortMissing } from './k8s-endpoints-port-missing.ts'
import { k8sExternalnameHost } from './k8s-externalname-host.ts'
import { k8sLivenessKillsSlowStart } from './k8s-liveness-kills-slow-start.ts'
import { k8sNamedPortMissing } from './k8s-named-port-missing.ts'
import { k8sNetworkpolicyBlocks } from './k8s-networkpolicy-blocks.ts'
import { k8sNoPrestop } from './k8s-no-prestop.ts'
import { k8sReadinessMissing } from './k8s-readiness-missing.ts'
import { k8sReadinessPortMismatch } from './k8s-readiness-port-mismatch.ts'
import { k8sResolverShortName } from './k8s-resolver-short-name.ts'
import { k8sServiceSelectorNoMatch } from './k8s-service-selector-no-match.ts'
import { k8sServiceTargetportMismatch } from './k8s-service-targetport-mismatch.ts'
import { k8sSingleReplicaRecreate } from './k8s-single-replica-recreate.ts'
import { k8sWrongNamespace } from './k8s-wrong-namespace.ts'
import { keepaliveLongerThanService } from './keepalive-longer-than-service.ts'
import { keepaliveShorterThanBalancer } from './keepalive-shorter-than-balancer.ts'
import { keepaliveWithoutEffect } from './keepalive-without-effect.ts'
import { localhostInContainer } from './localhost-in-container.ts'
import { localhostTwoAddresses } from './localhost-two-addresses.ts'
import { loopbackBind } from './loopback-bind.ts'
import { lostPath } from './lost-path.ts'
import { mapWithoutDefault } from './map-without-default.ts'
import { memoryLimitSmall } from './memory-limit-small.ts'
import { misplacedBackup } from './misplaced-backup.ts'
import { misplacedDirective } from './misplaced-directive.ts'
import { missingInclude } from './missing-include.ts'
import { missingPort } from './missing-port.ts'
import { missingScheme } from './missing-scheme.ts'
import { modeMismatch } from './mode-mismatch.ts'
import { nameOnHostNetwork } from './name-on-host-network.ts'
import { nameTakenTwice } from './name-taken-twice.ts'
import { networksApart } from './networks-apart.ts'
import { neverResolved } from './never-resolved.ts'
import { noDefaultBackend } from './no-default-backend.ts'
import { noFcgiApp } from './no-fcgi-app.ts'
import { noResolver } from './no-resolver.ts'
import { noRetry } from './no-retry.ts'
import { obsoleteTls } from './obsolete-tls.ts'
import { pathInPatternLocation } from './path-in-pattern-location.ts'
import { plusOnlyDirective } from './plus-only-directive.ts'
import { portMismatch } from './port-mismatch.ts'
import { portOnUpstreamName } from './port-on-upstream-name.ts'
import { proxyHeaderMissing } from './proxy-header-missing.ts'
import { proxyHeaderUnexpected } from './proxy-header-unexpected.ts'
import { proxyHeaderWithoutSender } from './proxy-header-without-sender.ts'
import { proxyLoop } from './proxy-loop.ts'
import { publishedWithoutListener } from './published-without-listener.ts'
import { queueTimeoutShort } from './queue-timeout-short.ts'
import { redispatchMissing } from './redispatch-missing.ts'
import { refusalAsOutage } from './refusal-as-outage.ts'
import { requestBufferingOff } from './request-buffering-off.ts'
import { requestHeaderBufferSmall } from './request-header-buffer-small.ts'
import { resolveWithoutZone } from './resolve-without-zone.ts'
import { resolvedOnce } from './resolved-once.ts'
import { resolverIpv6 } from './resolver-ipv6.ts'
import { restartMissing } from './restart-missing.ts'
import { reuseWithoutRetry } from './reuse-without-retry.ts'
import { rootMismatch } from './root-mismatch.ts'
import { schemeInAddress } from './scheme-in-address.ts'
import { schemeMismatch } from './scheme-mismatch.ts'
import { serverLockout } from './server-lockout.ts'
import { singleServer } from './single-server.ts'
import { sniMissing } from './sni-missing.ts'
import { socketOutsideChroot } from './socket-outside-chroot.ts'
import { socketWithoutPrefix } from './socket-without-prefix.ts'
import { staleCopiesUnused } from './stale-copies-unused.ts'
import { startOrder } from './start-order.ts'
import { syntaxError } from './syntax-error.ts'
import { timeWithoutUnit } from './time-without-unit.ts'
import { timeoutShorterThanApplication } from './timeout-shorter-than-application.ts'
import { timeoutTooShort } from './timeout-too-short.ts'
import { timeoutWithoutEffect } from './timeout-without-effect.ts'
import { tlsNameMismatch } from './tls-name-mismatch.ts'
import { tooFewConnections } from './too-few-connections.ts'
import { trailingSlashMismatch } from './trailing-slash-mismatch.ts'
import { twoHandlers } from './two-handlers.ts'
import { undefinedAcl } from './undefined-acl.ts'
import { undefinedLocation } from './undefined-location.ts'
import { undefinedReference } from './undefined-reference.ts'
import { undefinedVariable } from './undefined-variable.ts'
import { unixSocketMismatch } from './unix-socket-mismatch.ts'
import { unixSocketOutOfReach } from './unix-socket-out-of-reach.ts'
import { unixSocketPermission } from './unix-socket-permission.ts'
import { unknownDirective } from './unknown-directive.ts'
import { unknownHost } from './unknown-host.ts'
import { unknownUpstream } from './unknown-upstream.ts'
import { unlikelyPort } from './unlikely-port.ts'
import { unpublishedPort } from './unpublished-port.ts'
import { unusedName } from './unused-name.ts'
import { uselessIgnore } from './useless-ignore.ts'
import { variableNotRendered } from './variable-not-rendered.ts'
import { variableUnset } from './variable-unset.ts'
import { verifyAgainstPublicCa } from './verify-against-public-ca.ts'
import { verifyWithoutCa } from './verify-without-ca.ts'
import { websocketTimeoutShort } from './websocket-timeout-short.ts'
import { websocketUpgradeMissing } from './websocket-upgrade-missing.ts'
import { wrongArguments } from './wrong-arguments.ts'
import { wrongResolver } from './wrong-resolver.ts'
import { wrongSetting } from './wrong-setting.ts'

export const rules: readonly Rule[] = [
  allServersDown,
  answersNotRetried,
  applicationEndsFirst,
  authFailureAs500,
  badValue,
  bareHttpCheck,
  bodyLimitSmall,
  buffersInconsistent,
  checkMissing,
  checkPortMismatch,
  checkRefusesRedirect,
  checkSniMissing,
  checkWithoutTls,
  clientCertificateMissing,
  connectTimeoutUnfit,
  connectionLimitWithoutQueue,
  connectionsNotKept,
  defeatedResolver,
  dockerHostUnknown,
  duplicateDirective,
  duplicateName,
  emptyUpstream,
  errorPageWithoutPage,
  errorfileMissing,
  failsWithoutEffect,
  failureAsSuccess,
  foreignBindAddress,
  fragmentAsMain,
  frontendWithoutBind,
  gatewayBackendTlsMissing,
  gatewayH2cUndeclared,
  gatewayReferencegrantMissing,
  gatewayTimeoutOrder,
  grpcWithoutHttp2,
  handlerNeverReached,
  haproxyRequestTimeoutMissing,
  haproxyServerWithoutPort,
  haproxyTimeoutsMissing,
  headerBufferSmall,
  headersCutOff,
  healthcheckPortMismatch,
  hostHeaderIsUpstreamName,
  httpRuleInTcpMode,
  inactiveService,
  ingressAnnotationWrongController,
  ingressBackendProtocolInvalid,
  ingressBackendProtocolMismatch,
  ingressClassMissing,
  ingressProxyBodySize,
  ingressProxyBufferSize,
  ingressTimeoutAnnotationInvalid,
  ingressWebsocketTimeout,
  k8sAppBindsLoopback,
  k8sBackendNotFound,
  k8sBackendPortMismatch,
  k8sDockerResolver,
  k8sEndpointsPortMissing,
  k8sExternalnameHost,
  k8sLivenessKillsSlowStart,
  k8sNamedPortMissing,
  k8sNetworkpolicyBlocks,
  k8sNoPrestop,
  k8sReadinessMissing,
  k8sReadinessPortMismatch,
  k8sResolverShortName,
  k8sServiceSelectorNoMatch,
  k8sServiceTargetportMismatch,
  k8sSingleReplicaRecreate,
  k8sWrongNamespace,
  keepaliveLongerThanService,
  keepaliveShorterThanBalancer,
  keepaliveWithoutEffect,
  localhostInContainer,
  localhostTwoAddresses,
  loopbackBind,
  lostPath,
  mapWithoutDefault,
  memoryLimitSmall,
  misplacedBackup,
  misplacedDirective,
  missingInclude,
  missingPort,
  missingScheme,
  modeMismatch,
  nameOnHostNetwork,
  nameTakenTwice,
  networksApart,
  neverResolved,
  noDefaultBackend,
  noFcgiApp,
  noResolver,
  noRetry,
  obsoleteTls,
  pathInPatternLocation,
  plusOnlyDirective,
  portMismatch,
  portOnUpstreamName,
  proxyHeaderMissing,
  proxyHeaderUnexpected,
  proxyHeaderWithoutSender,
  proxyLoop,
  publishedWithoutListener,
  queueTimeoutShort,
  redispatchMissing,
  refusalAsOutage,
  requestBufferingOff,
  requestHeaderBufferSmall,
  resolveWithoutZone,
  resolvedOnce,
  resolverIpv6,
  restartMissing,
  reuseWithoutRetry,
  rootMismatch,
  schemeInAddress,
  schemeMismatch,
  serverLockout,
  singleServer,
  sniMissing,
  socketOutsideChroot,
  socketWithoutPrefix,
  staleCopiesUnused,
  startOrder,
  syntaxError,
  timeWithoutUnit,
  timeoutShorterThanApplication,
  timeoutTooShort,
  timeoutWithoutEffect,
  tlsNameMismatch,
  tooFewConnections,
  trailingSlashMismatch,
  twoHandlers,
  undefinedAcl,
  undefinedLocation,
  undefinedReference,
  undefinedVariable,
  unixSocketMismatch,
  unixSocketOutOfReach,
  unixSocketPermission,
  unknownDirective,
  unknownHost,
  unknownUpstream,
  unlikelyPort,
  unpublishedPort,
  unusedName,
  uselessIgnore,
  variableNotRendered,
  variableUnset,
  verifyAgainstPublicCa,
  verifyWithoutCa,
  websocketTimeoutShort,
  websocketUpgradeMissing,
  wrongArguments,
  wrongResolver,
  wrongSetting,
]
