variable "region" {
  description = "Where everything is made"
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "Begins the name of all that is made"
  type        = string
  default     = "clicklogger"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "The name begins with a letter and has up to 31 lower-case letters, digits and hyphens."
  }
}

variable "jar" {
  description = "The functions, as Maven built them"
  type        = string
  default     = "target/clicklogger.jar"
}

variable "auth_tokens" {
  description = "What a caller may send as Authorization"
  type        = list(string)
  default     = ["ALLOW=ORDERAPP"]
}

variable "buffer_seconds" {
  description = "How long clicks are gathered before a file is written"
  type        = number
  default     = 60
}

variable "java_options" {
  description = "Options of the functions' Java: what lives for so short a time starts sooner without its second compiler"
  type        = string
  default     = "-XX:TieredStopAtLevel=1"
}

variable "destroy_clicks" {
  description = "Whether destroy also deletes the clicks in the bucket; else it refuses while there are some"
  type        = bool
  default     = false
}
