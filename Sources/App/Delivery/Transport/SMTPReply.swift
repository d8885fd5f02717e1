import CLibCurl
import Diagnostics

/// Reads what an SMTP server's answer means for the mail and for those after it.
struct SMTPReply {
  private let reply: CurlHandle.Reply
  private let server: String

  init(_ reply: CurlHandle.Reply, server: String) {
    self.reply = reply
    self.server = server
  }

  var outcome: DeliveryOutcome {
    switch reply.code {
    case CURLE_OK: return .accepted
    case CURLE_LOGIN_DENIED:
      return .stopped(
        LocalizedText(
          zh: "郵件伺服器 \(server) 拒絕登入：\(said)",
          en: "mail server \(server) refused the login: \(said)"))
    case CURLE_SSL_CONNECT_ERROR:
      return .stopped(
        LocalizedText(
          zh: "與郵件伺服器 \(server) 無法建立加密連線：\(reply.error)",
          en: "no encrypted connection to mail server \(server): \(reply.error)"))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_CERTPROBLEM:
      return .stopped(
        LocalizedText(
          zh: "郵件伺服器 \(server) 的憑證不可信任：\(reply.error)",
          en: "the certificate of mail server \(server) is not trusted: \(reply.error)"))
    case CURLE_USE_SSL_FAILED:
      return .stopped(
        LocalizedText(
          zh: "郵件伺服器 \(server) 不支援加密：\(said)",
          en: "mail server \(server) offers no encryption: \(said)"))
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
      return .stopped(
        LocalizedText(
          zh: "無法連線郵件伺服器 \(server)：\(reply.error)",
          en: "mail server \(server) cannot be reached: \(reply.error)"))
    default: return answered
    }
  }

  /// The meaning by the server's status, where it gave one that ended the mail.
  private var answered: DeliveryOutcome {
    switch reply.status {
    case 400...499:
      return .temporary(
        LocalizedText(zh: "伺服器暫時拒收：\(said)", en: "refused for now: \(said)"))
    case 500...599 where isAboutThisMail:
      return .permanent(LocalizedText(zh: "伺服器拒收：\(said)", en: "refused: \(said)"))
    case 500...599:
      return .stopped(
        LocalizedText(
          zh: "郵件伺服器 \(server) 拒絕服務：\(said)", en: "mail server \(server) refused: \(said)"))
    default:
      if reply.code == CURLE_OPERATION_TIMEDOUT {
        return .unanswered(
          LocalizedText(zh: "伺服器逾時未回應", en: "the server did not answer in time"))
      }
      return .unanswered(
        LocalizedText(zh: "連線中斷：\(reply.error)", en: "the connection broke: \(reply.error)"))
    }
  }

  /// Whether a refusal is of this recipient, this text or its size, and not of whoever sends.
  ///
  /// A server that is told the size refuses a mail that is too large already at MAIL FROM: status 552, or
  /// the enhanced codes 5.2.3 and 5.3.4 (RFC 1870, RFC 3463).
  private var isAboutThisMail: Bool {
    if reply.error.hasPrefix("RCPT failed") || reply.isBodySent { return true }
    return reply.error.hasPrefix("MAIL failed")
      && (reply.status == 552 || said.contains(" 5.3.4 ") || said.contains(" 5.2.3 "))
  }

  private var said: String { reply.serverLine.isEmpty ? reply.error : reply.serverLine }
}
